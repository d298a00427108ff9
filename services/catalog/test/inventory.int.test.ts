import { uniqueName } from '@chowk/testing';
import { peopleOf } from './catalog-builders.ts';
import { startCatalog, type TestCatalog } from './catalog-fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
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
  const audit = () => catalog.database.connection.collection('stock_adjustments').find({ sku }).toArray();

  it('tells what is on hand, sold, reserved and free', async () => {
    const [sold, held] = [uniqueName('ord'), uniqueName('ord')];
    await catalog.grpc.reserve({ orderId: sold, ttlSeconds: 600, lines: [{ sku, quantity: 2 }] });
    await catalog.grpc.commit({ orderId: sold });
    await catalog.grpc.reserve({ orderId: held, ttlSeconds: 600, lines: [{ sku, quantity: 1 }] });
    const { inventory } = (await merchant().get(`/api/v1/inventory/${sku}`)).body.data;
    expect(inventory).toMatchObject({ sku, onHand: 5, allocated: 2, reserved: 1, available: 2 });
  });

  it('never falls below what is sold and reserved, however many take away at once', async () => {
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
    const states = (await audit()).map((row) => row.state as string);
    expect(states.filter((state) => state === 'applied')).toHaveLength(3);
    expect(states.filter((state) => state === 'refused')).toHaveLength(7);
  });

  it('a change sent twice is made once, and kept with its reason and who made it', async () => {
    const key = { 'idempotency-key': uniqueName('key') };
    const first = await adjust(7, key);
    const second = await adjust(7, key);
    expect(first.body.data.inventory).toMatchObject({ onHand: 12, available: 12 });
    expect(second.body).toEqual(first.body);
    expect(await audit()).toEqual([
      expect.objectContaining({ delta: 7, reason: 'counted again', userId: 'usr_m1', state: 'applied' }),
    ]);
  });
});
