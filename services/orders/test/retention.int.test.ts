import { until } from '@chowk/testing';
import { startOrders } from './fixture.ts';

const DAY_MS = 24 * 3600 * 1000;
let orders: Awaited<ReturnType<typeof startOrders>>;
beforeAll(async () => {
  orders = await startOrders({ env: { RETENTION_SWEEP_MS: '50', FAILED_ORDER_KEEP_DAYS: '10' } });
});
afterAll(() => orders.stop());

test('orders that came to nothing go after FAILED_ORDER_KEEP_DAYS; what was ever sold stays', async () => {
  const rows = orders.database.connection.collection<{ _id: string }>('orders');
  const order = (id: string, age: number, more: object) => ({
    _id: id,
    number: id,
    userId: id,
    status: 'cancelled',
    createdAt: new Date(Date.now() - age * DAY_MS),
    ...more,
  });
  await rows.insertMany([
    order('failed long ago', 10.1, { failure: 'OUT_OF_STOCK' }),
    order('failed lately', 9.9, { failure: 'OUT_OF_STOCK' }),
    order('sold, then undone', 400, { failure: 'CONFLICT', placedAt: new Date() }),
    order('called off', 400, { placedAt: new Date() }),
  ]);
  await until('the old one is gone', async () => (await rows.countDocuments()) === 3);
  expect((await rows.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual([
    'called off',
    'failed lately',
    'sold, then undone',
  ]);
});
