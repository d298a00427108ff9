import { createProcessAdmin, createProcessRepository } from '@chowk/saga';
import { until } from '@chowk/testing';
import { BY_WALLET, startOrders, type OrdersHarness, type StoredOrder } from './orders.harness.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;

let house: OrdersHarness;
let admin: ReturnType<typeof createProcessAdmin>;
beforeAll(async () => {
  house = await startOrders({
    replicas: 2,
    env: { SETTLE_WAIT_MS: '300', SAGA_BACKOFF_MAX_MS: '50', SAGA_MAX_REFUSALS: '3' },
  });
  house.catalog.sell('rice');
  admin = createProcessAdmin({ store: createProcessRepository(house.database.connection) });
});
afterAll(() => house.stop());
afterEach(() => {
  house.catalog.faults.heal();
  house.wallet.faults.heal();
});

const place = (userId: string) => house.as(userId).post('/api/v1/orders', BY_WALLET, house.key());
const attentionOf = (id: string) =>
  until(`${id} needs attention`, async () => (await admin.list({ limit: 100 })).find((p) => p.id === id));
const orderOf = async (userId: string): Promise<StoredOrder> => (await house.ordersOf(userId))[0]!;

test('a refund that is refused for good needs attention; the stock is back, and it is made good by hand', async () => {
  const userId = await house.buyer({ rice: 2 }, BALANCE);
  const stock = house.catalog.variant('rice-sku')!.stock;
  const { order } = (await place(userId)).body.data;
  house.wallet.faults.arm('Refund', 'REFUND_EXCEEDS_CAPTURED', { times: 1_000 });
  const cancelled = await house.as(userId).put(`/api/v1/orders/${order.id}/cancel`, { reason: 'no need' });
  expect([cancelled.status, cancelled.body.data.order.status]).toEqual([200, 'cancelled']);

  const process = await attentionOf(`cancellation:${order.id}`);
  expect(process).toMatchObject({
    state: 'needs-attention',
    steps: {
      'refund-payment': { state: 'parked', refusals: 3, failure: { code: 'REFUND_EXCEEDS_CAPTURED' } },
      restock: { state: 'done', attempts: 0 },
    },
  });
  expect(house.catalog.variant('rice-sku')!.stock).toBe(stock);
  expect(await admin.count()).toContainEqual({ type: 'cancellation', count: 1 });
  // It has left the sweep: nobody asks wallet any more.
  const asked = house.wallet.faults.count('Refund');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(house.wallet.faults.count('Refund')).toBe(asked);

  house.wallet.faults.heal();
  await admin.resume(process.id);
  const [undone] = await house.over(userId);
  expect(undone).toMatchObject({ end: 'undone', payment: { status: 'refunded' } });
  expect(house.wallet.balances.get(userId)).toBe(BALANCE);
  expect(await admin.count()).not.toContainEqual(expect.objectContaining({ type: 'cancellation' }));
});

test('a hold that cannot be voided needs attention, and keeps neither stock nor cart from coming back', async () => {
  const userId = await house.buyer({ rice: 1 }, 10);
  const stock = house.catalog.variant('rice-sku')!.stock;
  house.wallet.faults.arm('Void', 'PAYMENT_MISMATCH', { times: 1_000 });
  const answer = await place(userId);
  expect([answer.status, answer.body.code]).toEqual([409, 'INSUFFICIENT_FUNDS']);
  const { _id } = await orderOf(userId);
  expect(await attentionOf(`checkout:${_id}`)).toMatchObject({
    failure: { code: 'INSUFFICIENT_FUNDS', refused: true },
    steps: { 'void-payment': { state: 'parked' }, 'release-stock': { state: 'done' } },
  });
  expect(house.catalog.variant('rice-sku')!.stock).toBe(stock);
  expect((await house.cartOf(userId)).items).toHaveLength(1);
  expect((await place(userId)).body.code).toBe('INSUFFICIENT_FUNDS');
});

test('a payment that is never captured needs attention after its time, and is settled once it is resumed', async () => {
  const slow = await startOrders({ env: { SETTLE_WAIT_MS: '100', SAGA_MAX_OUTAGE_SECONDS: '1' } });
  try {
    slow.catalog.sell('rice');
    const userId = await slow.buyer({ rice: 1 }, BALANCE);
    slow.wallet.faults.arm('Capture', 'UPSTREAM_UNAVAILABLE', { times: 1_000_000 });
    const answer = await slow.as(userId).post('/api/v1/orders', BY_WALLET, slow.key());
    expect(answer.status).toBe(201);
    const { id } = answer.body.data.order;
    const its = createProcessAdmin({ store: createProcessRepository(slow.database.connection) });
    const parked = await until('it is parked', async () => (await its.list({ limit: 1 }))[0]);
    expect(parked).toMatchObject({ id: `checkout:${id}`, steps: { 'commit-stock': { state: 'done' } } });
    const staff = slow.as('usr_admin', ['admin']);
    const packing = await staff.put(`/api/v1/orders/${id}/status`, { status: 'confirmed' });
    expect([packing.status, packing.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    slow.wallet.faults.heal();
    await its.resume(parked.id);
    const [order] = await slow.over(userId);
    expect(order).toMatchObject({ end: 'settled', payment: { status: 'captured' } });
    expect(slow.wallet.balances.get(userId)).toBe(BALANCE - COST);
  } finally {
    await slow.stop();
  }
});
