import type { Role } from '@chowk/runtime/identity';
import {
  callAs,
  createTestKeys,
  startInProcess,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
} from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import type { StockDocument } from '../src/stock/persistence/stock.model.ts';

/** A composed catalog over real stores, with as many replicas on one database as a test asks for. */
export async function startCatalog(
  options: {
    replicas?: number;
    env?: Record<string, string>;
    /** Of a catalog that runs already and drops it; one of its own otherwise. */
    database?: Awaited<ReturnType<typeof testDatabase>>;
  } = {},
) {
  const keys = createTestKeys();
  const database = options.database ?? (await testDatabase());
  const prefix = uniqueName('cat');
  const env = {
    ...testEnv('catalog', keys, database.name, prefix),
    STOCK_TIDY_DELAY_MS: '20',
    ...options.env,
  };

  let offsetMs = 0;
  const clock = () => new Date(Date.now() + offsetMs);
  const replicas = await Promise.all(
    Array.from({ length: options.replicas ?? 1 }, () =>
      startInProcess({ schema: configSchema, compose: (context) => compose(context, clock), env }),
    ),
  );
  const clients = replicas.map((replica) => callAs('orders', 'catalog', replica.grpcAddress, keys));
  const http = testClient(replicas[0]!.url);
  const stock = database.connection.collection<StockDocument>('stock');

  return {
    keys,
    database,
    env,
    prefix,
    replicas,
    /** gRPC as orders, one client a replica. */
    clients,
    grpc: clients[0]!,
    stock,
    anonymous: http.with(keys.headers('catalog')),
    as: (userId: string, ...roles: Role[]) => http.with(keys.headers('catalog', { userId, roles })),
    /** Moves the clock of all replicas on. */
    advance: (ms: number) => void (offsetMs += ms),
    now: clock,
    /** Puts SKUs on the shelves, without the products around them. */
    async shelve(onHand: Record<string, number>, threshold = -1) {
      await stock.insertMany(
        Object.entries(onHand).map(([sku, units]) => ({
          _id: sku,
          productId: `prd_of_${sku}`,
          storeId: 'str_test',
          active: true,
          onHand: units,
          allocated: 0,
          threshold,
          holds: [],
          adjustmentIds: [],
        })),
      );
    },
    /** The row of a SKU once the marks of its sales are off, which is a moment after the Commit was answered. */
    rowAtRest: (sku: string) =>
      until(`no mark of a sale is on ${sku}`, async () => {
        const row = await stock.findOne({ _id: sku });
        return row?.holds.some(({ state }) => state === 'sold') ? undefined : row!;
      }),
    async stop() {
      for (const client of clients) client.close();
      for (const replica of replicas) await replica.stop();
      if (!options.database) await database.drop();
    },
  };
}

export type TestCatalog = Awaited<ReturnType<typeof startCatalog>>;
