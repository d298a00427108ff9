import { startInProcess, until } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { processes } from '../src/migrations/0002-processes.ts';
import { placedOrdersOfAPerson } from '../src/migrations/0004-placed-orders-of-a-person.ts';
import { quotedPrice } from '../src/migrations/0003-quoted-price.ts';
import { BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;
const FAILURE = { code: 'RESERVATION_CLOSED', message: 'The reservation has ended.', refused: true };

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders();
  app.catalog.sell('rice');
});
afterAll(() => app.stop());

/** An order as the release before this one left it: a saga in its own document, and no process. */
async function legacy(
  step: string,
  more: { failure?: object; order?: object; working?: boolean } = {},
): Promise<{ userId: string; id: string }> {
  const userId = await app.buyer({ rice: 1 }, BALANCE);
  const { order } = (await app.as(userId).post('/api/v1/orders', BY_WALLET, app.key())).body.data;
  await app.over(userId);
  const saga = {
    ...{ step, working: more.working ?? true, attempts: 0, holder: null, leaseUntil: new Date(0) },
    ...{ giveUpAt: new Date(0), confirmBy: new Date(Date.now() + 60_000), requestId: 'req_legacy' },
    ...(more.failure && { failure: more.failure }),
  };
  await app.processes.deleteMany({ _id: { $in: [`checkout:${order.id}`, `cancellation:${order.id}`] } });
  await app.orders.updateOne({ _id: order.id }, { $set: { saga, ...more.order } });
  return { userId, id: order.id as string };
}

test('sagas under way become processes and end as they would have; those that are over leave their failure', async () => {
  const before = { status: 'pending_payment', version: 1, 'payment.status': 'pending' };
  const orders = {
    reserving: await legacy('reserve-stock', { order: before }),
    authorizing: await legacy('authorise-payment', { order: before }),
    confirming: await legacy('confirm', { order: { ...before, 'payment.status': 'authorised' } }),
    capturing: await legacy('capture-payment', { order: { 'payment.status': 'authorised' } }),
    committing: await legacy('commit-stock'),
    calledOff: await legacy('commit-stock', { order: { status: 'cancelled', version: 3 } }),
    voiding: await legacy('void-payment', { failure: FAILURE, order: { status: 'cancelled' } }),
    releasing: await legacy('release-stock', { failure: FAILURE, order: { status: 'cancelled' } }),
    refunding: await legacy('refund-payment', { failure: FAILURE, order: { status: 'cancelled' } }),
    undoing: await legacy('refund-payment', { order: { status: 'cancelled' } }),
    restocking: await legacy('restock', { order: { status: 'cancelled' } }),
    settled: await legacy('settled', { working: false }),
    failed: await legacy('failed', { working: false, failure: FAILURE, order: { status: 'cancelled' } }),
  };
  // What was captured already stays so at wallet; an order that turns back before that had its hold only.
  app.wallet.payments.get(`pay_${orders.voiding.id.slice(4)}`)!.status = 'authorised';
  const its = app.orders;
  await its.createIndex({ 'saga.leaseUntil': 1 }, { partialFilterExpression: { 'saga.working': true } });
  await app.database.connection
    .collection<{ _id: string }>('migrations')
    .deleteOne({ _id: '0002-processes' });
  const replica = await startInProcess({ schema: configSchema, compose, env: app.env });

  const ends = {
    ...{ reserving: 'settled', authorizing: 'settled', confirming: 'settled', capturing: 'settled' },
    ...{ committing: 'settled', calledOff: 'undone', voiding: 'failed', releasing: 'failed' },
    ...{ refunding: 'undone' },
  } as const;
  for (const [name, end] of Object.entries(ends) as Array<[keyof typeof ends, string]>) {
    const [order] = await app.over(orders[name].userId);
    expect([name, order!.end]).toEqual([name, end]);
    expect(order).not.toHaveProperty('saga');
  }
  for (const { id } of [orders.undoing, orders.restocking]) {
    const process = await until(`${id} is undone`, async () => {
      const found = await app.processes.findOne({ _id: `cancellation:${id}` });
      return found?.state === 'completed' && found;
    });
    expect(process).toMatchObject({
      steps: { 'refund-payment': { state: 'done' }, restock: { state: 'done' } },
    });
    expect(await app.processes.findOne({ _id: `checkout:${id}` })).toBeNull();
  }
  for (const { userId } of [orders.calledOff, orders.voiding, orders.refunding, orders.undoing]) {
    expect(app.wallet.balances.get(userId)).toBe(BALANCE);
  }
  expect(app.wallet.balances.get(orders.committing.userId)).toBe(BALANCE - COST);

  const stored = await app.orders.findOne({ _id: orders.failed.id });
  expect(stored).toMatchObject({ failure: 'RESERVATION_CLOSED', status: 'cancelled' });
  expect(await app.orders.findOne({ _id: orders.settled.id })).not.toHaveProperty('failure');
  expect(await app.orders.countDocuments({ saga: { $exists: true } })).toBe(0);
  expect((await app.orders.indexes()).map(({ name }) => name)).not.toContain('saga.leaseUntil_1');
  // What has no process any more is settled: staff may move it on.
  const moved = await app
    .as('usr_admin', ['admin'])
    .put(`/api/v1/orders/${orders.settled.id}/status`, { status: 'confirmed' });
  expect(moved.body.data.order.status).toBe('confirmed');
  await replica.stop();

  // One that died over the migration left a process whose order still has its saga.
  const { id } = orders.capturing;
  const process = await app.processes.findOne({ _id: `checkout:${id}` });
  const saga = { step: 'capture-payment', working: true, leaseUntil: new Date(0), confirmBy: new Date(0) };
  await app.orders.updateOne({ _id: id }, { $set: { saga } });
  await processes.up(app.database.connection);
  expect(await app.processes.findOne({ _id: `checkout:${id}` })).toEqual(process);
  expect(await app.orders.findOne({ _id: id })).not.toHaveProperty('saga');
});

test('carts and orders keep the prices that were quoted, under their new name', async () => {
  const userId = await app.buyer({ rice: 2 }, BALANCE);
  const carts = app.database.connection.collection<{ _id: string }>('carts');
  const cartOf = () => carts.findOne({ _id: `user:${userId}` });
  const cart = await cartOf();
  const rename = { $set: { 'lines.0.shownPrice': { amount: 11_800, currency: 'INR' } } };
  await carts.updateOne({ _id: `user:${userId}` }, { ...rename, $unset: { 'lines.0.quotedPrice': '' } });
  const answer = await app
    .as(await app.buyer({ rice: 1 }, BALANCE))
    .post('/api/v1/orders', BY_WALLET, app.key());
  const { id } = answer.body.data.order;
  const order = await app.orders.findOne({ _id: id });
  await app.orders.updateOne({ _id: id }, { ...rename, $unset: { 'lines.0.quotedPrice': '' } });
  expect(await cartOf()).not.toEqual(cart);

  for (let times = 0; times < 2; times++) await quotedPrice.up(app.database.connection);
  expect(await cartOf()).toEqual(cart);
  expect(await app.orders.findOne({ _id: id })).toEqual(order);
});

test('the index of a person that held failed orders, too, gives way to one of the placed ones', async () => {
  await app.orders.createIndex({ userId: 1, _id: -1 });
  for (let times = 0; times < 2; times++) await placedOrdersOfAPerson.up(app.database.connection);
  const ofPeople = (await app.orders.indexes()).filter(({ key }) => key['userId'] && key['_id']);
  expect(ofPeople).toMatchObject([
    { key: { userId: 1, _id: -1 }, partialFilterExpression: { placedAt: { $exists: true } } },
  ]);
});
