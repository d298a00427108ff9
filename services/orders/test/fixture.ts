import { randomBytes } from 'node:crypto';
import {
  createTestKeys,
  listenToEvents,
  startInProcess,
  startPeerService,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
  type InProcessService,
  type TestKeys,
} from '@chowk/testing';
import type { Role } from '@chowk/runtime/identity';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { FakeCatalog } from './fake-catalog.ts';
import { FakeWallet } from './fake-wallet.ts';

export const ADDRESS = {
  name: 'Asha Rao',
  line1: '12 MG Road',
  city: 'Bengaluru',
  state: 'Karnataka',
  pincode: '560001',
  phone: '+919812345678',
};
export const BY_WALLET = { address: ADDRESS, paymentMethod: 'wallet' };

/** Orders over real stores, with faithful fakes of catalog and wallet behind real gRPC. */
export async function startOrders(
  options: { replicas?: number; env?: Record<string, string>; keys?: TestKeys } = {},
) {
  const keys = options.keys ?? createTestKeys();
  const database = await testDatabase();
  const prefix = uniqueName('orders');
  const catalog = new FakeCatalog();
  const wallet = new FakeWallet();
  const events = await listenToEvents(prefix);
  const neighbours = [
    await startPeerService('catalog', keys, catalog.implementation),
    await startPeerService('wallet', keys, wallet.implementation),
  ];
  const env = {
    ...testEnv('orders', keys, database.name, prefix),
    CATALOG_GRPC: neighbours[0]!.address,
    WALLET_GRPC: neighbours[1]!.address,
    SAGA_SWEEP_MS: '50',
    SAGA_LEASE_MS: '1500',
    SAGA_BACKOFF_MS: '10',
    SAGA_BUDGET_MS: '200',
    IDEMPOTENCY_LOCK_MS: '1500',
    ...options.env,
  };
  const replicas: InProcessService[] = [];
  for (let n = 0; n < (options.replicas ?? 1); n++) {
    replicas.push(await startInProcess({ schema: configSchema, compose, env }));
  }
  const orders = database.connection.collection<{ _id: string; [field: string]: unknown }>('orders');
  const processes = database.connection.collection<StoredProcess>('processes');

  /** A client of one replica, as a person or, without an id, as nobody. */
  const as = (
    userId?: string,
    roles: readonly Role[] = ['user'],
    replica = 0,
    url = replicas[replica]?.url,
  ) => testClient(url!, keys.headers('orders', userId === undefined ? undefined : { userId, roles }));

  const ordersOf = async (userId: string): Promise<StoredOrder[]> => {
    const ids = await orders.find({ userId }, { projection: { _id: 1 } }).toArray();
    return Promise.all(
      ids.map(async ({ _id }) => {
        const [checkout, cancellation] = await Promise.all(
          ['checkout', 'cancellation'].map((type) => processes.findOne({ _id: `${type}:${_id}` })),
        );
        // After its processes: an order whose process is over shows what the process did.
        const order = (await orders.findOne({ _id })) as unknown as Omit<StoredOrder, 'end'>;
        const end = endOf(checkout!, cancellation ?? null);
        return { ...order, checkout: checkout!, cancellation: cancellation ?? null, end };
      }),
    );
  };

  let people = 0;
  return {
    keys,
    env,
    replicas,
    catalog,
    wallet,
    events,
    orders,
    processes,
    as,
    database,
    key: () => ({ 'idempotency-key': randomBytes(8).toString('hex') }),

    /** Somebody new, with money and a filled cart. */
    async buyer(cart: Record<string, number>, balance = 1_000_000) {
      const userId = `usr_${++people}_${randomBytes(3).toString('hex')}`;
      wallet.balances.set(userId, balance);
      for (const [productId, quantity] of Object.entries(cart)) {
        const added = await as(userId).post('/api/v1/cart/add', { productId, quantity });
        if (added.status !== 201) throw new Error(`could not fill the cart: ${added.text}`);
      }
      return userId;
    },

    cartOf: async (userId: string) => (await as(userId).get('/api/v1/cart')).body.data.cart,

    /** What the database has of a person's orders, each with its processes. */
    ordersOf,

    /** Waits until the processes of a person's orders are over. */
    over: (userId: string, timeoutMs = 10_000) =>
      until(
        'the processes are over',
        async () => {
          const found = await ordersOf(userId);
          return found.every(({ end }) => end !== undefined) && found;
        },
        timeoutMs,
      ),

    async stop() {
      for (const replica of replicas) await replica.stop();
      for (const neighbour of neighbours) await neighbour.stop();
      await events.stop();
      await database.drop();
    },
  };
}
export type OrdersFixture = Awaited<ReturnType<typeof startOrders>>;

export interface StoredProcess {
  _id: string;
  state: string;
  live: boolean;
  version: number;
  steps: Record<string, { state: string; attempts: number }>;
  failure?: { code: string };
}

export interface StoredOrder {
  _id: string;
  status: string;
  version: number;
  placedAt?: Date;
  payment: { id: string; status: string };
  totals: { total: { amount: number } };
  tracking: Array<{ status: string }>;
  failure?: string;
  checkout: StoredProcess;
  cancellation: StoredProcess | null;
  end: 'settled' | 'failed' | 'undone' | undefined;
}

/** How an order ended: all done; turned back before anything was sold; sold and undone. */
function endOf(checkout: StoredProcess, cancellation: StoredProcess | null): StoredOrder['end'] {
  if (cancellation) return cancellation.state === 'completed' ? 'undone' : undefined;
  if (checkout.state === 'completed') return 'settled';
  if (checkout.state !== 'compensated') return undefined;
  return checkout.steps['refund-payment']?.state === 'done' ? 'undone' : 'failed';
}
