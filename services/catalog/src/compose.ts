import { openChassis, type Chassis } from '@chowk/chassis';
import type { Clock, ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { composeCategories } from './categories/categories.ts';
import type { Config } from './config.ts';
import { catalogServer } from './grpc/catalog.server.ts';
import { migrations } from './migrations/migrations.ts';
import { composeProducts } from './products/products.ts';
import { composeStock } from './stock/stock.ts';
import { composeStores } from './stores/stores.ts';

/** Builds the service. Tests may bring a clock of their own. */
export async function compose(context: ServiceContext<Config>, ownClock?: Clock): Promise<ServiceAddresses> {
  const chassis = await openChassis('catalog', context);
  const clock = ownClock ?? chassis.clock;
  const { categories, stores, stock, products } = composeCapabilities(chassis, context, clock);
  return chassis.mount([categories, stores, stock, products], {
    migrations,
    grpc: {
      service: 'catalog',
      implementation: catalogServer({
        products: products.api,
        stores: stores.api,
        stock: stock.api,
        clock,
        config: context.config,
      }),
    },
  });
}

/** Each knows those above it; what they must hear from below, they are handed here. */
export function composeCapabilities(
  { connection, outbox, idempotency }: Chassis,
  { config, logger }: Pick<ServiceContext<Config>, 'config' | 'logger'>,
  clock: Clock,
) {
  const base = { connection, outbox, idempotency, config, logger, clock };
  const categories = composeCategories({
    ...base,
    categoryUses: [
      (id, tx) => stores.api.usesCategory(id, tx),
      (id, tx) => products.api.usesCategory(id, tx),
    ],
  });
  const stores = composeStores({
    ...base,
    categories: categories.api,
    async onStoreClosed(storeId, at) {
      await stock.api.withdrawStore(storeId);
      await products.api.deleteOfStore(storeId, at);
    },
  });
  const stock = composeStock({
    ...base,
    stores: stores.api,
    onStockTurned: (productId) => products.api.syncInStock(productId),
  });
  const products = composeProducts({
    ...base,
    categories: categories.api,
    stores: stores.api,
    stock: stock.api,
  });
  return { categories, stores, stock, products };
}
