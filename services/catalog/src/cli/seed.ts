// node services/catalog/src/cli/seed.ts: adds what is missing of the demo city to the catalog's database.
import { openChassis } from '@chowk/chassis';
import { runCommand } from '@chowk/runtime/lifecycle';
import { composeCapabilities } from '../compose.ts';
import { configSchema } from '../config.ts';
import { migrations } from '../migrations/migrations.ts';
import { loadDemoCity } from './demo-city/load-demo-city.ts';

await runCommand({
  service: 'catalog',
  schema: configSchema,
  developmentOnly: true,
  process,
  async run(context) {
    const chassis = await openChassis('catalog', context);
    const { categories, stores, stock, products } = composeCapabilities(chassis, context, chassis.clock);
    await chassis.prepare([categories, stores, stock, products], migrations);
    const lines = await loadDemoCity({
      categories: categories.api,
      stores: stores.api,
      stock: stock.api,
      products: products.api,
    });
    for (const line of lines) context.print(`catalog ${line}`);
  },
});
