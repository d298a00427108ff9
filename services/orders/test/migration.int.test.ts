import { startInProcess, until } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { processes } from '../src/store/migrations/0002-processes.ts';
import { BY_WALLET, startOrders, type OrdersHarness } from './orders.harness.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;
const FAILURE = { code: 'RESERVATION_CLOSED', message: 'The reservation has ended.', refused: true };

let house: OrdersHarness;
beforeAll(async () => {
  house = await startOrders();
  house.catalog.sell('rice');
});
afterAll(() => house.stop());

/** An order as the release before this one left it: a saga in its own document, and no process. */
async function legacy(
  step: string,
  more: { failure?: object; order?: object; working?: boolean } = {},
): Promise<{ userId: string; id: string }> {
  const userId = await house.buyer({ rice: 1 }, BALANCE);
  const { order } = (await house.as(userId).post('/api/v1/orders', BY_WALLET, house.key())).body.data;
  await house.over(userId);
  const saga = {
    ...{ step, working: more.working ?? true, attempts: 0, holder: null, leaseUntil: new Date(0) },
    ...{ giveUpAt: new Date(0), confirmBy: new Date(Date.now() + 60_000), requestId: 'req_legacy' },
    ...(more.failure && { failure: more.failure }),
  };
  await house.processes.deleteMany({ _id: { $in: [`checkout:${order.id}`, `cancellation:${order.id}`] } });
  await house.orders.updateOne({ _id: order.id }, { $set: { saga, ...more.order } });
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
  house.wallet.payments.get(`pay_${orders.voiding.id.slice(4)}`)!.status = 'authorised';
  const its = house.orders;
  await its.createIndex({ 'saga.leaseUntil': 1 }, { partialFilterExpression: { 'saga.working': true } });
  await house.database.connection
    .collection<{ _id: string }>('migrations')
    .deleteOne({ _id: '0002-processes' });
  const replica = await startInProcess({ schema: configSchema, compose, env: house.env });

  const ends = {
    ...{ reserving: 'settled', authorizing: 'settled', confirming: 'settled', capturing: 'settled' },
    ...{ committing: 'settled', calledOff: 'undone', voiding: 'failed', releasing: 'failed' },
    ...{ refunding: 'undone' },
  } as const;
  for (const [name, end] of Object.entries(ends) as Array<[keyof typeof ends, string]>) {
    const [order] = await house.over(orders[name].userId);
    expect([name, order!.end]).toEqual([name, end]);
    expect(order).not.toHaveProperty('saga');
  }
  for (const { id } of [orders.undoing, orders.restocking]) {
    const process = await until(`${id} is undone`, async () => {
      const found = await house.processes.findOne({ _id: `cancellation:${id}` });
      return found?.state === 'completed' && found;
    });
    expect(process).toMatchObject({
      steps: { 'refund-payment': { state: 'done' }, restock: { state: 'done' } },
    });
    expect(await house.processes.findOne({ _id: `checkout:${id}` })).toBeNull();
  }
  for (const { userId } of [orders.calledOff, orders.voiding, orders.refunding, orders.undoing]) {
    expect(house.wallet.balances.get(userId)).toBe(BALANCE);
  }
  expect(house.wallet.balances.get(orders.committing.userId)).toBe(BALANCE - COST);

  const stored = await house.orders.findOne({ _id: orders.failed.id });
  expect(stored).toMatchObject({ failure: 'RESERVATION_CLOSED', status: 'cancelled' });
  expect(await house.orders.findOne({ _id: orders.settled.id })).not.toHaveProperty('failure');
  expect(await house.orders.countDocuments({ saga: { $exists: true } })).toBe(0);
  expect((await house.orders.indexes()).map(({ name }) => name)).not.toContain('saga.leaseUntil_1');
  // What has no process any more is settled: staff may move it on.
  const moved = await house
    .as('usr_admin', ['admin'])
    .put(`/api/v1/orders/${orders.settled.id}/status`, { status: 'confirmed' });
  expect(moved.body.data.order.status).toBe('confirmed');
  await replica.stop();

  // One that died over the migration left a process whose order still has its saga.
  const { id } = orders.capturing;
  const process = await house.processes.findOne({ _id: `checkout:${id}` });
  const saga = { step: 'capture-payment', working: true, leaseUntil: new Date(0), confirmBy: new Date(0) };
  await house.orders.updateOne({ _id: id }, { $set: { saga } });
  await processes.up(house.database.connection);
  expect(await house.processes.findOne({ _id: `checkout:${id}` })).toEqual(process);
  expect(await house.orders.findOne({ _id: id })).not.toHaveProperty('saga');
});
