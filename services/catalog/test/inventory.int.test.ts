import { uniqueName, until } from '@chowk/testing';
import { peopleOf } from './builders.ts';
import type { AdjustmentDocument } from '../src/stock/persistence/adjustment.model.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ env: { STOCK_SWEEP_INTERVAL_MS: '50' } });
});
afterAll(() => catalog.stop());

const { merchant, makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

describe('inventory', () => {
  let sku: string;
  beforeEach(async () => {
    const category = await makeCategory();
    const store = await makeStore(category.id);
    sku = (await makeProduct(store.id, category.id)).variants[0].sku;
  });
  const adjust = (delta: number, headers?: Record<string, string>) =>
    merchant().post(`/api/v1/inventory/${sku}/adjust`, { delta, reason: 'counted again' }, headers);
  const adjustments = () => catalog.database.connection.collection<AdjustmentDocument>('stock_adjustments');
  const audit = () => adjustments().find({ sku }).toArray();

  test('tells what is on hand, sold, reserved and free', async () => {
    const [sold, held] = [uniqueName('ord'), uniqueName('ord')];
    await catalog.grpc.reserve({ orderId: sold, ttlSeconds: 600, lines: [{ sku, quantity: 2 }] });
    await catalog.grpc.commit({ orderId: sold });
    await catalog.grpc.reserve({ orderId: held, ttlSeconds: 600, lines: [{ sku, quantity: 1 }] });
    const { inventory } = (await merchant().get(`/api/v1/inventory/${sku}`)).body.data;
    expect(inventory).toMatchObject({ sku, onHand: 5, allocated: 2, reserved: 1, available: 2 });
  });

  test('never falls below what is sold and reserved, however many take away at once', async () => {
    await catalog.grpc.reserve({
      orderId: uniqueName('ord'),
      ttlSeconds: 600,
      lines: [{ sku, quantity: 2 }],
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjust(-1)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
    expect(answers.find((answer) => answer.status !== 200)!.body).toMatchObject({
      code: 'OUT_OF_STOCK',
      details: [{ path: 'delta' }],
    });
    const states = (await audit()).map((row) => row.state);
    expect(states.filter((state) => state === 'applied')).toHaveLength(3);
    expect(states.filter((state) => state === 'refused')).toHaveLength(7);
  });

  test('a change sent twice is made once, and kept with its reason and who made it', async () => {
    const key = { 'idempotency-key': uniqueName('key') };
    const first = await adjust(7, key);
    const second = await adjust(7, key);
    expect(first.body.data.inventory).toMatchObject({ onHand: 12, available: 12 });
    expect(second.body).toEqual(first.body);
    expect(await audit()).toEqual([
      expect.objectContaining({ delta: 7, reason: 'counted again', userId: 'usr_m1', state: 'applied' }),
    ]);
  });

  test('a change whose process died is settled by the sweep as it ended', async () => {
    const at = new Date(catalog.now().getTime() - 61_000);
    const pending = {
      sku,
      delta: 1,
      reason: 'counted again',
      userId: 'usr_m1',
      at,
      state: 'pending' as const,
    };
    const [made, unmade] = [uniqueName('adj'), uniqueName('adj')];
    await catalog.stock.updateOne({ _id: sku }, { $set: { adjustmentIds: [made] } });
    await adjustments().insertMany([
      { _id: made, ...pending },
      { _id: unmade, ...pending },
    ]);
    await until('both are settled', async () => (await audit()).every((row) => row.state !== 'pending'));
    expect(Object.fromEntries((await audit()).map((row) => [row._id, row.state]))).toEqual({
      [made]: 'applied',
      [unmade]: 'refused',
    });
  });
});
