// node services/nfc-qr/src/cli/seed.ts: adds the demo cars that are not there yet.
import { openChassis } from '@chowk/chassis';
import { runCommand } from '@chowk/runtime/lifecycle';
import { composeCapabilities } from '../compose.ts';
import { configSchema } from '../config.ts';
import { migrations } from '../migrations/migrations.ts';
import { DEMO_CARS } from './demo-cars.ts';

await runCommand({
  service: 'nfc-qr',
  schema: configSchema,
  developmentOnly: true,
  process,
  async run(context) {
    const chassis = await openChassis('nfc-qr', context);
    const { shortCodes, cars, scans, qrImages, webPages } = composeCapabilities(chassis, context);
    await chassis.prepare([shortCodes, cars, scans, qrImages, webPages], migrations);
    const added = await cars.api.addDemoCars(DEMO_CARS);
    context.print(`nfc-qr: demo cars are there, ${added} of them new`);
  },
});
