import type { ErrorCode } from '@chowk/contracts/errors';
import { until } from '@chowk/testing';
import { BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders({
    replicas: 2,
    env: { SETTLE_WAIT_MS: '300', SAGA_BACKOFF_MAX_MS: '100', GRPC_TIMEOUT_MS: '400' },
  });
  app.catalog.sell('rice');
});
afterAll(() => app.stop());
afterEach(() => {
  app.catalog.faults.heal();
  app.wallet.faults.heal();
});

const place = (userId: string, headers = app.key()) =>
  app.as(userId).post('/api/v1/orders', BY_WALLET, headers);
const neighbourOf = (method: string) =>
  (['Reserve', 'Commit', 'Release'].includes(method) ? app.catalog : app.wallet).faults;

/** Nothing of the order is left anywhere, and the cart is as it was. */
async function expectUndone(userId: string, orderId: string): Promise<void> {
  expect(app.wallet.balances.get(userId)).toBe(BALANCE);
  expect(app.wallet.held(userId)).toBe(0);
  expect(app.catalog.reservations.get(orderId)?.status ?? 'released').toBe('released');
  expect((await app.cartOf(userId)).items).toMatchObject([{ productId: 'rice', quantity: 1 }]);
  expect(app.events.of('orderPlaced').filter(({ subject }) => subject === orderId)).toEqual([]);
}

describe('before the commit point', () => {
  test.each([
    ['Reserve', 'UPSTREAM_UNAVAILABLE', 'before', 503],
    ['Reserve', 'UPSTREAM_UNAVAILABLE', 'after', 503],
    ['Reserve', 'UPSTREAM_TIMEOUT', 'after', 504],
    ['Reserve', 'SERVER_ERROR', 'before', 503],
    ['Authorize', 'UPSTREAM_UNAVAILABLE', 'before', 503],
    ['Authorize', 'UPSTREAM_UNAVAILABLE', 'after', 503],
    ['Authorize', 'UPSTREAM_TIMEOUT', 'after', 504],
    ['Authorize', 'RATE_LIMITED', 'before', 503],
  ] as const)(
    '%s keeps failing with %s (%s its effect): undone, told as %i, and final under the key',
    async (method, code, when, status) => {
      const userId = await app.buyer({ rice: 1 }, BALANCE);
      const key = app.key();
      neighbourOf(method).arm(method, code, { times: 1_000, when });
      const answer = await place(userId, key);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('retry-after')).toBe('1');
      const [order] = await app.over(userId);
      expect(order).toMatchObject({ status: 'cancelled', end: 'failed' });
      await expectUndone(userId, order!._id);

      app.catalog.faults.heal();
      app.wallet.faults.heal();
      const again = await place(userId, key);
      expect([again.status, again.body.code]).toEqual([409, 'ORDER_FAILED']);
      const replayed = await place(userId, key);
      expect([replayed.status, replayed.body.code]).toEqual([409, 'ORDER_FAILED']);
      expect((await place(userId)).status).toBe(201);
      expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
    },
  );

  test.each([
    ['Reserve', 'RESERVATION_CLOSED', 'ORDER_FAILED'],
    ['Reserve', 'OUT_OF_STOCK', 'OUT_OF_STOCK'],
    ['Authorize', 'PAYMENT_CLOSED', 'ORDER_FAILED'],
    ['Authorize', 'INSUFFICIENT_FUNDS', 'INSUFFICIENT_FUNDS'],
  ] as const)(
    '%s refused with %s turns back at once and answers %s',
    async (method, code: ErrorCode, told) => {
      const userId = await app.buyer({ rice: 1 }, BALANCE);
      neighbourOf(method).arm(method, code);
      const answer = await place(userId);
      expect([answer.status, answer.body.code]).toEqual([409, told]);
      const [order] = await app.over(userId);
      await expectUndone(userId, order!._id);
    },
  );

  test.each([
    ['GetOffers', 'UNAUTHORIZED'],
    ['GetOffers', 'VALIDATION_FAILED'],
    ['GetOffers', 'FORBIDDEN'],
  ] as const)(
    'when catalog refuses our own call (%s: %s) the customer gets our 5xx, and the key works once it is mended',
    async (method, code) => {
      const userId = await app.buyer({ rice: 1 }, BALANCE);
      const key = app.key();
      app.catalog.faults.arm(method, code);
      const answer = await place(userId, key);
      expect([answer.status, answer.body.code, answer.body.details]).toEqual([
        500,
        'SERVER_ERROR',
        undefined,
      ]);
      expect(await app.ordersOf(userId)).toEqual([]);
      expect((await place(userId, key)).status).toBe(201);
      expect(await app.ordersOf(userId)).toHaveLength(1);
    },
  );

  test.each([
    ['Reserve', 'UNAUTHORIZED'],
    ['Reserve', 'VALIDATION_FAILED'],
    ['Authorize', 'FORBIDDEN'],
    ['Authorize', 'VALIDATION_FAILED'],
  ] as const)(
    'a step that a neighbour refuses us once (%s: %s) is tried again, and the order is made',
    async (method, code) => {
      const userId = await app.buyer({ rice: 1 }, BALANCE);
      neighbourOf(method).arm(method, code);
      expect((await place(userId)).status).toBe(201);
      expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
    },
  );

  test('refused by both, the customer is told of the stock, and nothing is held by either', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    app.catalog.faults.arm('Reserve', 'OUT_OF_STOCK');
    app.wallet.faults.arm('Authorize', 'INSUFFICIENT_FUNDS');
    const answer = await place(userId);
    expect([answer.status, answer.body.code]).toEqual([409, 'OUT_OF_STOCK']);
    const [order] = await app.over(userId);
    expect(order!.checkout.steps).toMatchObject({
      ...{ 'release-stock': { state: 'done' }, 'void-payment': { state: 'done' } },
    });
    await expectUndone(userId, order!._id);
  });

  test('no money is asked for again once the stock is refused', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    app.catalog.faults.arm('Reserve', 'OUT_OF_STOCK');
    app.wallet.faults.arm('Authorize', 'UPSTREAM_UNAVAILABLE', { times: 1_000 });
    const answer = await place(userId);
    expect([answer.status, answer.body.code]).toEqual([409, 'OUT_OF_STOCK']);
    const [order] = await app.over(userId);
    expect(app.wallet.faults.count('Authorize', `pay_${order!._id.slice(4)}`)).toBe(1);
    await expectUndone(userId, order!._id);
  });

  test('catalog away before anything began: 503, no order, and the same key works afterwards', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    const key = app.key();
    app.catalog.faults.arm('GetOffers', 'UPSTREAM_UNAVAILABLE');
    const away = await place(userId, key);
    expect([away.status, away.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    expect(await app.ordersOf(userId)).toEqual([]);
    expect((await place(userId, key)).status).toBe(201);
  });

  test('while wallet cannot be reached at all, cart and stock come back as soon as they can, and nothing is charged', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    app.wallet.faults.arm('Authorize', 'UPSTREAM_TIMEOUT', { times: 1_000, when: 'after' });
    app.wallet.faults.arm('Void', 'UPSTREAM_TIMEOUT', { times: 1_000 });
    const answer = await place(userId);
    expect(answer.status).toBe(504);
    expect((await app.cartOf(userId)).items).toHaveLength(1);
    const [stuck] = await app.ordersOf(userId);
    expect(stuck!.checkout.steps['void-payment']!.state).toBe('pending');
    app.wallet.faults.heal();
    await app.over(userId);
    await expectUndone(userId, stuck!._id);
  });

  test('a request that runs out of time finds its order again under the same key', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    const key = app.key();
    app.wallet.faults.slow('Authorize', 350);
    const late = await app.as(userId).post('/api/v1/orders', BY_WALLET, { ...key, 'x-deadline-ms': '400' });
    expect([late.status, late.body.code]).toEqual([504, 'UPSTREAM_TIMEOUT']);
    const again = await until('the same key is answered', async () => {
      const answer = await place(userId, key);
      return answer.status !== 409 && answer;
    });
    expect(again.status).toBe(201);
    expect(await app.ordersOf(userId)).toHaveLength(1);
    expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
  });

  test('an order that slept through half of its holds is not confirmed any more', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    app.wallet.faults.slow('Authorize', 300);
    const running = place(userId);
    await until('it has begun', async () => (await app.ordersOf(userId)).length === 1);
    const [begun] = await app.ordersOf(userId);
    const its = { _id: begun!.checkout._id };
    await app.processes.updateOne(its, { $set: { 'deadlines.confirm': new Date(0) } });
    // The process in the driver's hands is read anew once a record of it fails.
    await app.processes.updateOne(its, { $set: { holder: 'rpl_other' } });
    expect((await running).body.code).toBe('ORDER_FAILED');
    const [order] = await app.over(userId);
    await expectUndone(userId, order!._id);
  });
});

describe('a short outage before the commit point', () => {
  // With the patience of the defaults: three tries need time on a busy machine.
  let patient: OrdersFixture;
  beforeAll(async () => {
    patient = await startOrders({ env: { SAGA_BUDGET_MS: '3000' } });
    patient.catalog.sell('rice');
  });
  afterAll(() => patient.stop());

  test.each([
    ['Reserve', 'before'],
    ['Reserve', 'after'],
    ['Authorize', 'before'],
    ['Authorize', 'after'],
  ] as const)('at %s (%s its effect) is waited out', async (method, when) => {
    const { faults } = method === 'Reserve' ? patient.catalog : patient.wallet;
    const userId = await patient.buyer({ rice: 1 }, BALANCE);
    faults.arm(method, 'UPSTREAM_UNAVAILABLE', { times: 2, when });
    const before = faults.count(method);
    const answer = await patient.as(userId).post('/api/v1/orders', BY_WALLET, patient.key());
    expect(answer.status).toBe(201);
    expect(faults.count(method) - before).toBe(3);
    expect(patient.wallet.balances.get(userId)).toBe(BALANCE - COST);
  });
});

describe('after the commit point', () => {
  test.each([
    ['Capture', 'before'],
    ['Capture', 'after'],
    ['Commit', 'before'],
    ['Commit', 'after'],
  ] as const)(
    'an outage at %s (%s its effect) holds up no answer and is made good later',
    async (method, when) => {
      const userId = await app.buyer({ rice: 1 }, BALANCE);
      neighbourOf(method).arm(method, 'UPSTREAM_UNAVAILABLE', { times: 1_000, when });
      const answer = await place(userId);
      expect(answer.status).toBe(201);
      expect(answer.body.data.order.status).toBe('placed');
      neighbourOf(method).heal();
      const [order] = await app.over(userId);
      expect(order).toMatchObject({
        status: 'placed',
        payment: { status: 'captured' },
        end: 'settled',
      });
      expect(app.catalog.reservations.get(order!._id)?.status).toBe('committed');
      expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
    },
  );

  test('nobody packs an order that is not settled; it can be called off, and is undone once it is', async () => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    app.wallet.faults.arm('Capture', 'UPSTREAM_UNAVAILABLE', { times: 1_000 });
    const { order } = (await place(userId)).body.data;
    const staff = await app
      .as('usr_admin', ['admin'])
      .put(`/api/v1/orders/${order.id}/status`, { status: 'confirmed' });
    expect([staff.status, staff.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    const off = await app.as(userId).put(`/api/v1/orders/${order.id}/cancel`, { reason: 'too slow' });
    expect(off.body.data.order.status).toBe('cancelled');
    app.wallet.faults.heal();
    const [over] = await app.over(userId);
    expect(over).toMatchObject({ end: 'undone', payment: { status: 'refunded' } });
    expect(app.wallet.balances.get(userId)).toBe(BALANCE);
    expect(app.catalog.reservations.get(order.id)?.status).toBe('released');
  });

  test.each([
    ['Capture', 'PAYMENT_CLOSED', 'failed'],
    ['Commit', 'RESERVATION_CLOSED', 'undone'],
  ] as const)(
    'a hold that lapsed (%s: %s) cancels the order in the open, and all comes back',
    async (method, code, end) => {
      const userId = await app.buyer({ rice: 1 }, BALANCE);
      const stock = app.catalog.variant('rice-sku')!.stock;
      neighbourOf(method).arm(method, code);
      const answer = await place(userId);
      expect([answer.status, answer.body.code]).toEqual([409, 'ORDER_FAILED']);
      const [order] = await app.over(userId);
      expect(order).toMatchObject({ status: 'cancelled', end });
      expect(app.wallet.balances.get(userId)).toBe(BALANCE);
      expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
      await until('it was said', () => app.events.of('orderCancelled').some((e) => e.subject === order!._id));
      expect(app.events.of('orderStatusChanged').filter((e) => e.subject === order!._id)).toHaveLength(2);
    },
  );
});

test('a saga whose holder vanished is taken over by the other replica', async () => {
  const userId = await app.buyer({ rice: 1 }, BALANCE);
  const { order } = (await place(userId)).body.data;
  await app.over(userId);
  const before = app.wallet.faults.count('Capture');
  await app.processes.updateOne(
    { _id: `checkout:${order.id}` },
    {
      $set: { state: 'running', live: true, holder: 'rpl_dead', dueAt: new Date(Date.now() + 400) },
      $unset: { 'steps.capture-payment': '', 'steps.commit-stock': '' },
    },
  );
  await app.over(userId);
  expect(app.wallet.faults.count('Capture')).toBe(before + 1);
  expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
});
