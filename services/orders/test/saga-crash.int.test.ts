import { join } from 'node:path';
import { spawnService, until, type SpawnedService } from '@chowk/testing';
import { CANCELLATION_FAILPOINTS, CHECKOUT_FAILPOINTS } from '../src/checkout/failpoints.ts';
import { BY_WALLET, startOrders, type OrdersFixture, type StoredOrder } from './fixture.ts';

jest.setTimeout(60_000);

const MAIN = join(import.meta.dirname, '../src/main.ts');
const COST = 11_800 + 4_000;
const BALANCE = 100_000;
/** What the issue allows from crash to order; starts of processes included. */
const WITHIN_MS = 30_000;

const named =
  (...names: string[]) =>
  (failpoint: string) =>
    names.some((name) => failpoint.includes(name));
const CALLED_OFF = named('begin-cancellation');
const FORWARD = CHECKOUT_FAILPOINTS.forward.filter((failpoint) => !CALLED_OFF(failpoint));
/** Those compensations take the place of others once capture and commit are done. */
const AFTER_COMMIT = named('refund-payment', 'restock');
const TURNING_BACK = CHECKOUT_FAILPOINTS.back.filter((failpoint) => !AFTER_COMMIT(failpoint));
const TURNING_BACK_LATE = CHECKOUT_FAILPOINTS.back.filter(AFTER_COMMIT);
const CALLING_OFF = CANCELLATION_FAILPOINTS.forward;
const CALLING_OFF_EARLY = CHECKOUT_FAILPOINTS.forward.filter(CALLED_OFF);

let app: OrdersFixture;
const spawned: SpawnedService[] = [];

beforeAll(async () => {
  // No replica in this process: who takes over is another process, started anew.
  app = await startOrders({ replicas: 0 });
  app.catalog.sell('rice');
});
afterEach(async () => {
  await Promise.all(spawned.splice(0).map((service) => service.stop()));
});
afterAll(() => app.stop());

/** Starts `node services/orders/src/main.ts`, as in production, and waits until it is ready. */
async function startProcess(failpoints = ''): Promise<SpawnedService> {
  const service = await spawnService({ main: MAIN, env: app.env, failpoints });
  spawned.push(service);
  return service;
}

const client = (userId: string, url: string) => app.as(userId, ['user'], 0, url);

/** A request to a process that may die over it: undefined when it did. */
const unlessItDies = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch(() => undefined);

const killed = async (service: SpawnedService): Promise<void> => expect(await service.exit).toBe('SIGKILL');

/** The client's own answer to a broken connection: the same request with the same key, until it is decided. */
const retried = (userId: string, url: string, key: Record<string, string>) =>
  until(
    'the same key is answered',
    async () => {
      const answer = await client(userId, url).post('/api/v1/orders', BY_WALLET, key);
      return answer.body.code !== 'IDEMPOTENCY_IN_PROGRESS' && answer;
    },
    WITHIN_MS,
    100,
  );

async function customer(url: string, balance: number): Promise<string> {
  const userId = await app.buyer({}, balance);
  await client(userId, url).post('/api/v1/cart/add', { productId: 'rice', quantity: 1 });
  return userId;
}

const cartOf = async (userId: string, url: string) =>
  (await client(userId, url).get('/api/v1/cart')).body.data.cart.items;

const expectEvents = async (orderId: string, expected: Record<string, number>): Promise<void> => {
  // Consumers drop repetitions by event id, and so does this count.
  const counts = (): Record<string, number> => {
    const own = new Map(app.events.all.filter((e) => e.subject === orderId).map((e) => [e.id, e.type]));
    const types = [...own.values()];
    return Object.fromEntries(
      Object.keys(expected).map((type) => [type, types.filter((t) => t === type).length]),
    );
  };
  await until(
    'all events are there',
    () => Object.keys(expected).every((type) => counts()[type]! >= expected[type]!),
    WITHIN_MS,
  );
  expect(counts()).toEqual(expected);
};

describe('orders is killed with -9 and started again', () => {
  test.each(FORWARD)('at %s: the order goes through, once', async (failpoint) => {
    const first = await startProcess(`${failpoint}=kill`);
    const userId = await customer(first.url, BALANCE);
    const stock = app.catalog.variant('rice-sku')!.stock;
    const key = app.key();
    const answer = await unlessItDies(client(userId, first.url).post('/api/v1/orders', BY_WALLET, key));
    await killed(first);
    expect(answer).toBeUndefined();

    const { url } = await startProcess();
    const again = await retried(userId, url, key);
    expect(again.status).toBe(201);
    const orders = (await app.over(userId, WITHIN_MS)) as StoredOrder[];
    expect(orders).toMatchObject([
      {
        _id: again.body.data.order.id,
        status: 'placed',
        end: 'settled',
        payment: { status: 'captured' },
      },
    ]);
    expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
    expect(app.wallet.held(userId)).toBe(0);
    expect(app.catalog.variant('rice-sku')!.stock).toBe(stock - 1);
    expect(app.catalog.reserved('rice-sku')).toBe(0);
    expect(await cartOf(userId, url)).toEqual([]);
    await expectEvents(orders[0]!._id, {
      'orders.order-placed.v1': 1,
      'orders.order-status-changed.v1': 1,
      'orders.order-cancelled.v1': 0,
    });
  });

  test.each(TURNING_BACK)(
    'at %s: the failed order is undone wholly, and the answer stays',
    async (failpoint) => {
      const first = await startProcess(`${failpoint}=kill`);
      const userId = await customer(first.url, 10);
      const stock = app.catalog.variant('rice-sku')!.stock;
      const key = app.key();
      await unlessItDies(client(userId, first.url).post('/api/v1/orders', BY_WALLET, key));
      await killed(first);

      const { url } = await startProcess();
      const again = await retried(userId, url, key);
      expect([again.status, again.body.code]).toEqual([409, 'INSUFFICIENT_FUNDS']);
      const orders = (await app.over(userId, WITHIN_MS)) as StoredOrder[];
      expect(orders).toMatchObject([{ status: 'cancelled', end: 'failed' }]);
      expect(app.wallet.balances.get(userId)).toBe(10);
      expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
      expect(await cartOf(userId, url)).toMatchObject([{ productId: 'rice', quantity: 1 }]);
      await expectEvents(orders[0]!._id, {
        'orders.order-status-changed.v1': 1,
        'orders.order-placed.v1': 0,
        'orders.order-cancelled.v1': 0,
      });
    },
  );

  test.each(TURNING_BACK_LATE)(
    'at %s: the placed order that could not be settled is undone wholly, and the answer stays',
    async (failpoint) => {
      // Whichever of the two is refused, the other is done by then and is taken back.
      const [faults, method, code] = failpoint.includes('refund')
        ? ([app.catalog.faults, 'Commit', 'RESERVATION_CLOSED'] as const)
        : ([app.wallet.faults, 'Capture', 'PAYMENT_CLOSED'] as const);
      const first = await startProcess(`${failpoint}=kill`);
      const userId = await customer(first.url, BALANCE);
      const stock = app.catalog.variant('rice-sku')!.stock;
      const key = app.key();
      faults.arm(method, code);
      await unlessItDies(client(userId, first.url).post('/api/v1/orders', BY_WALLET, key));
      await killed(first);

      const { url } = await startProcess();
      const again = await retried(userId, url, key);
      expect([again.status, again.body.code]).toEqual([409, 'ORDER_FAILED']);
      const orders = await app.over(userId, WITHIN_MS);
      expect(orders).toMatchObject([{ status: 'cancelled', failure: code }]);
      expect(app.wallet.balances.get(userId)).toBe(BALANCE);
      expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
      await expectEvents(orders[0]!._id, {
        'orders.order-placed.v1': 1,
        'orders.order-status-changed.v1': 2,
        'orders.order-cancelled.v1': 1,
      });
    },
  );

  test.each(CALLING_OFF)(
    'at %s: the order that was called off is refunded and restocked, once',
    async (failpoint) => {
      const first = await startProcess(`${failpoint}=kill`);
      const userId = await customer(first.url, BALANCE);
      const stock = app.catalog.variant('rice-sku')!.stock;
      const bought = await client(userId, first.url).post('/api/v1/orders', BY_WALLET, app.key());
      const { id } = bought.body.data.order;
      const cancel = (url: string) =>
        client(userId, url).put(`/api/v1/orders/${id}/cancel`, { reason: 'changed my mind' });
      await unlessItDies(cancel(first.url));
      await killed(first);

      const { url } = await startProcess();
      expect((await cancel(url)).body.data.order).toMatchObject({ status: 'cancelled' });
      const orders = (await app.over(userId, WITHIN_MS)) as StoredOrder[];
      expect(orders).toMatchObject([{ end: 'undone', payment: { status: 'refunded' } }]);
      expect(app.wallet.balances.get(userId)).toBe(BALANCE);
      expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
      await expectEvents(id, {
        'orders.order-placed.v1': 1,
        'orders.order-status-changed.v1': 2,
        'orders.order-cancelled.v1': 1,
      });
    },
  );

  test.each(CALLING_OFF_EARLY)(
    'at %s: the order that was called off before it was settled is undone, once',
    async (failpoint) => {
      const first = await startProcess(`${failpoint}=kill`);
      const userId = await customer(first.url, BALANCE);
      app.wallet.faults.arm('Capture', 'UPSTREAM_UNAVAILABLE', { times: 1_000 });
      const bought = await client(userId, first.url).post('/api/v1/orders', BY_WALLET, app.key());
      const { id } = bought.body.data.order;
      const cancelled = await client(userId, first.url).put(`/api/v1/orders/${id}/cancel`, {
        reason: 'late',
      });
      expect(cancelled.body.data.order.status).toBe('cancelled');
      app.wallet.faults.heal();
      await killed(first);

      await startProcess();
      const orders = await app.over(userId, WITHIN_MS);
      expect(orders).toMatchObject([{ end: 'undone', payment: { status: 'refunded' } }]);
      expect(app.wallet.balances.get(userId)).toBe(BALANCE);
      expect(app.catalog.reservations.get(id)?.status).toBe('released');
    },
  );

  test.each(['orders.outbox.committed', 'orders.outbox.published'])(
    'at %s: no event is lost',
    async (failpoint) => {
      const first = await startProcess(`${failpoint}=kill`);
      const userId = await customer(first.url, BALANCE);
      const key = app.key();
      await unlessItDies(client(userId, first.url).post('/api/v1/orders', BY_WALLET, key));
      await killed(first);
      const { url } = await startProcess();
      const again = await retried(userId, url, key);
      expect(again.status).toBe(201);
      await expectEvents(again.body.data.order.id, {
        'orders.order-placed.v1': 1,
        'orders.order-status-changed.v1': 1,
      });
    },
  );
});

test('SIGTERM in the middle of a checkout: the answer is given first, and the process ends cleanly', async () => {
  const { url, child, exit } = await startProcess();
  const userId = await customer(url, BALANCE);
  app.wallet.faults.slow('Authorize', 500);
  const running = client(userId, url).post('/api/v1/orders', BY_WALLET, app.key());
  await until('it has begun', async () => (await app.ordersOf(userId)).length === 1);
  child.kill('SIGTERM');
  expect((await running).status).toBe(201);
  expect(await exit).toBe(0);
  app.wallet.faults.heal();
});
