import { createProcessAdmin, createProcessRepository } from '@chowk/saga';
import { until } from '@chowk/testing';
import { BY_WALLET, startOrders, type OrdersFixture, type StoredOrder } from './fixture.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;
const LIST = '/api/v1/admin/attention/orders';

let app: OrdersFixture;
let admin: ReturnType<typeof createProcessAdmin>;
beforeAll(async () => {
  app = await startOrders({
    replicas: 2,
    env: { SETTLE_WAIT_MS: '300', SAGA_BACKOFF_MAX_MS: '50', SAGA_MAX_REFUSALS: '3' },
  });
  app.catalog.sell('rice');
  admin = createProcessAdmin({ store: createProcessRepository(app.database.connection) });
});
afterAll(() => app.stop());
afterEach(() => {
  app.catalog.faults.heal();
  app.wallet.faults.heal();
});

const place = (userId: string) => app.as(userId).post('/api/v1/orders', BY_WALLET, app.key());
const attentionOf = (id: string) =>
  until(`${id} needs attention`, async () => (await admin.list({ limit: 100 })).find((p) => p.id === id));
const orderOf = async (userId: string): Promise<StoredOrder> => (await app.ordersOf(userId))[0]!;

test('a refund that is refused for good needs attention; the stock is back, and it is made good by hand', async () => {
  const userId = await app.buyer({ rice: 2 }, BALANCE);
  const stock = app.catalog.variant('rice-sku')!.stock;
  const { order } = (await place(userId)).body.data;
  app.wallet.faults.arm('Refund', 'REFUND_EXCEEDS_CAPTURED', { times: 1_000 });
  const cancelled = await app.as(userId).put(`/api/v1/orders/${order.id}/cancel`, { reason: 'no need' });
  expect([cancelled.status, cancelled.body.data.order.status]).toEqual([200, 'cancelled']);

  const process = await attentionOf(`cancellation:${order.id}`);
  expect(process).toMatchObject({
    state: 'needs-attention',
    steps: {
      'refund-payment': { state: 'parked', refusals: 3, failure: { code: 'REFUND_EXCEEDS_CAPTURED' } },
      restock: { state: 'done', attempts: 0 },
    },
  });
  expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
  expect(await admin.count()).toContainEqual({ type: 'cancellation', count: 1 });
  // It has left the sweep: nobody asks wallet any more.
  const asked = app.wallet.faults.count('Refund');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(app.wallet.faults.count('Refund')).toBe(asked);

  app.wallet.faults.heal();
  const staff = app.as('usr_admin', ['admin']);
  const id = `process:${process.id}`;
  const since = process.attentionAt!.toISOString();
  const title = `The cancellation of ${order.id} is stuck at refund-payment.`;
  const listed = (await staff.get(`${LIST}?limit=100`)).body.data;
  expect(listed.counts).toEqual({ process: 1 });
  expect(listed.items).toEqual([
    {
      ...{ id, service: 'orders', kind: 'process', subject: order.id, title, since },
      ...{ attempts: 3, reason: 'REFUND_EXCEEDS_CAPTURED', actions: ['replay', 'resolve'] },
      data: {
        type: 'cancellation',
        parked: [{ step: 'refund-payment', attempts: 3, reason: 'REFUND_EXCEEDS_CAPTURED' }],
      },
      cursor: expect.any(String),
    },
  ]);
  const told = await until('it is told of', () =>
    app.events.of('attentionRaised').filter(({ data }) => data.id === id),
  );
  expect(told.map(({ data }) => data)).toEqual([{ service: 'orders', kind: 'process', id, title, since }]);

  const replayed = await Promise.all(
    [0, 1, 0, 1].map((replica) => app.as('usr_admin', ['admin'], replica).post(`${LIST}/${id}/replay`)),
  );
  expect(replayed.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  const entry = replayed.find(({ status }) => status === 200)!.body.data.entry;
  expect((await staff.get(`${LIST}/audit?item=${id}`)).body.data.items).toEqual([entry]);
  expect(entry).toMatchObject({ action: 'replay', by: 'usr_admin', outcome: 'done' });
  const [undone] = await app.over(userId);
  expect(undone).toMatchObject({ end: 'undone', payment: { status: 'refunded' } });
  expect(app.wallet.balances.get(userId)).toBe(BALANCE);
  expect(await admin.count()).not.toContainEqual(expect.objectContaining({ type: 'cancellation' }));
  expect((await staff.get(LIST)).body.data.items).toEqual([]);
  expect(app.wallet.faults.count('Refund')).toBeGreaterThan(asked);
  expect(app.events.of('attentionRaised').filter(({ data }) => data.id === id)).toHaveLength(1);
});

describe('an order of which an admin has refunded a part', () => {
  const PART = 3_000;
  /** A settled order, some of whose money went back. */
  const partlyRefunded = async (part: number) => {
    const userId = await app.buyer({ rice: 1 }, BALANCE);
    const { order } = (await place(userId)).body.data;
    await app.over(userId);
    const { payment } = await orderOf(userId);
    app.wallet.refund('rfd_by_admin', payment.id, part);
    return { userId, id: order.id as string, paymentId: payment.id };
  };
  const cancel = (userId: string, id: string) =>
    app.as(userId).put(`/api/v1/orders/${id}/cancel`, { reason: 'no need' });
  const refundsOf = (paymentId: string) => [...app.wallet.payments.get(paymentId)!.refunds.values()];

  test('has the rest of it refunded when it is called off', async () => {
    const { userId, id, paymentId } = await partlyRefunded(PART);
    expect((await cancel(userId, id)).status).toBe(200);
    const [undone] = await app.over(userId);
    expect(undone).toMatchObject({ end: 'undone', payment: { status: 'refunded' } });
    expect(refundsOf(paymentId)).toEqual([PART, COST - PART]);
    expect(app.wallet.balances.get(userId)).toBe(BALANCE);
  });

  test('has nothing refunded when all of it went back', async () => {
    const { userId, id, paymentId } = await partlyRefunded(COST);
    expect((await cancel(userId, id)).status).toBe(200);
    expect(await app.over(userId)).toMatchObject([{ end: 'undone', payment: { status: 'refunded' } }]);
    expect(refundsOf(paymentId)).toEqual([COST]);
    expect(app.wallet.balances.get(userId)).toBe(BALANCE);
  });

  test('is undone although a part goes back while it is called off, or the answer of the refund is lost', async () => {
    const { userId, id, paymentId } = await partlyRefunded(PART);
    // Its refund of what was left is on the way when the admin refunds once more; the next one's answer is lost.
    app.wallet.faults.slow('Refund', 200);
    app.wallet.faults.arm('Refund', 'UPSTREAM_UNAVAILABLE', { times: 2, when: 'after' });
    const asked = app.wallet.faults.count('Refund');
    const cancelled = cancel(userId, id);
    await until('it refunds what is left', () => app.wallet.faults.count('Refund') > asked);
    app.wallet.refund('rfd_again', paymentId, PART);
    expect((await cancelled).status).toBe(200);
    expect(await app.over(userId)).toMatchObject([{ end: 'undone', payment: { status: 'refunded' } }]);
    expect(refundsOf(paymentId).reduce((a, b) => a + b, 0)).toBe(COST);
    expect(app.wallet.balances.get(userId)).toBe(BALANCE);
  });
});

test('a hold that cannot be voided needs attention, and keeps neither stock nor cart from coming back', async () => {
  const userId = await app.buyer({ rice: 1 }, 10);
  const stock = app.catalog.variant('rice-sku')!.stock;
  app.wallet.faults.arm('Void', 'PAYMENT_MISMATCH', { times: 1_000 });
  const answer = await place(userId);
  expect([answer.status, answer.body.code]).toEqual([409, 'INSUFFICIENT_FUNDS']);
  const { _id } = await orderOf(userId);
  expect(await attentionOf(`checkout:${_id}`)).toMatchObject({
    failure: { code: 'INSUFFICIENT_FUNDS', refused: true },
    steps: { 'void-payment': { state: 'parked' }, 'release-stock': { state: 'done' } },
  });
  expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
  expect((await app.cartOf(userId)).items).toHaveLength(1);
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

test('staff pages through what needs attention, an owner ends what was settled by hand; nobody else sees it', async () => {
  app.wallet.faults.arm('Void', 'PAYMENT_MISMATCH', { times: 1_000 });
  const stuck: string[] = [];
  for (let n = 0; n < 3; n++) {
    const userId = await app.buyer({ rice: 1 }, 10);
    await place(userId);
    const id = `checkout:${(await orderOf(userId))._id}`;
    await attentionOf(id);
    stuck.push(id);
  }
  const staff = app.as('usr_admin', ['admin'], 1);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await staff.get(`${LIST}?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.data.items.map(({ id }: { id: string }) => id));
    cursor = body.meta.nextCursor;
  }
  const ids = stuck.map((id) => `process:${id}`);
  expect(seen.filter((id) => ids.includes(id))).toEqual(ids);

  const path = `${LIST}/${ids[0]}`;
  const note = 'voided by hand, ticket 4711';
  expect((await staff.post(`${path}/resolve`, { note })).status).toBe(403);
  const owner = app.as('usr_owner', ['owner']);
  const resolved = await owner.post(`${path}/resolve`, { note });
  expect(resolved.body.data.entry).toMatchObject({ action: 'resolve', by: 'usr_owner', note });
  expect(await app.processes.findOne({ _id: stuck[0]! })).toMatchObject({
    state: 'abandoned',
    abandoned: { note, by: 'usr_owner' },
  });
  const again = await staff.post(`${path}/replay`);
  expect([again.status, again.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
  const unknown = await staff.post(`${LIST}/process:checkout:ord_1/replay`);
  expect([unknown.status, unknown.body.code]).toEqual([404, 'NOT_FOUND']);
  for (const roles of [['user'], ['merchant']] as const) {
    expect((await app.as('usr_m', roles).get(LIST)).status).toBe(403);
    expect((await app.as('usr_m', roles).post(`${path}/resolve`, { note })).status).toBe(403);
  }
});
