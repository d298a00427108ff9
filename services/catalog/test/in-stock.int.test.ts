import { uniqueName, until } from '@chowk/testing';
import { peopleOf, variant } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ replicas: 2 });
}, 60_000);
afterAll(() => catalog.stop());

const { merchant } = peopleOf(() => catalog);
type Ids = { body: { data: { items: Array<{ id: string }> } } };

/** A store of its own with one product of two units, and how lists and the rows show it. */
async function twoUnits(at: () => TestCatalog = () => catalog) {
  const people = peopleOf(at);
  const category = await people.makeCategory();
  const store = await people.makeStore(category.id);
  const product = await people.makeProduct(store.id, category.id, { variants: [variant({ stock: 2 })] });
  const sku: string = product.variants[0].sku;
  const products = at().database.connection.collection<{ _id: string; inStock: boolean }>('products');
  return {
    sku,
    listed: async (inStock: boolean) => {
      const path = `/api/v1/products?store=${store.id}&inStock=${inStock}`;
      const answer: Ids = await at().anonymous.get(path);
      return answer.body.data.items.some(({ id }) => id === product.id);
    },
    flag: async () => (await products.findOne({ _id: product.id }))!.inStock,
    flagTurns: (value: boolean) =>
      until(`the product says ${value}`, async () => {
        const row = await products.findOne({ _id: product.id });
        const turned = await at().stock.countDocuments({ _id: sku, turnedAt: { $exists: true } });
        return row!.inStock === value && turned === 0;
      }),
    reserve: async (quantity: number, replica = 0) => {
      const orderId = uniqueName('ord');
      await at().clients[replica]!.reserve({ orderId, ttlSeconds: 60, lines: [{ sku, quantity }] });
      return orderId;
    },
  };
}

test('a product is in stock until its last unit is sold, and again once one came back', async () => {
  const { sku, listed, flag, flagTurns, reserve } = await twoUnits();
  expect([await listed(true), await listed(false)]).toEqual([true, false]);
  const first = await reserve(1);
  await catalog.grpc.commit({ orderId: first });
  await catalog.rowAtRest(sku);
  expect([await flag(), await listed(true)]).toEqual([true, true]);
  const second = await reserve(1);
  await catalog.grpc.commit({ orderId: second });
  expect(await listed(true)).toBe(false);
  await flagTurns(false);
  expect([await listed(true), await listed(false)]).toEqual([false, true]);
  await catalog.grpc.release({ orderId: first, restock: true });
  await flagTurns(true);
  expect([await listed(true), await listed(false)]).toEqual([true, false]);
});

test('a merchant who puts units on the shelf sees it in the next list', async () => {
  const { sku, listed, flagTurns, reserve } = await twoUnits();
  await catalog.grpc.commit({ orderId: await reserve(2) });
  await flagTurns(false);
  await merchant().post(`/api/v1/inventory/${sku}/adjust`, { delta: 1, reason: 'found one' });
  expect([await listed(true), await listed(false)]).toEqual([true, false]);
});

test('units that somebody holds are not for sale, nor is the product sold out for that', async () => {
  const { listed, flag, reserve } = await twoUnits();
  await reserve(2);
  expect([await listed(true), await listed(false), await flag()]).toEqual([false, false, true]);
  // The hold runs out: nobody writes anything, and the product is for sale.
  catalog.advance(60_000);
  expect([await listed(true), await listed(false)]).toEqual([true, false]);
});

test('however sales, returns and adjustments on two replicas mix, the product ends as its stock is', async () => {
  for (let round = 0; round < (process.env.CHAOS ? 200 : 6); round++) {
    const { sku, flagTurns, reserve } = await twoUnits();
    const orders = await Promise.all([reserve(1, 0), reserve(1, 1)]);
    await Promise.all(orders.map((orderId, i) => catalog.clients[i]!.commit({ orderId })));
    const adjust = (delta: number) =>
      merchant().post(`/api/v1/inventory/${sku}/adjust`, { delta, reason: 'counted again' });
    await Promise.allSettled([
      catalog.clients[0]!.release({ orderId: orders[1]!, restock: true }),
      adjust(1),
      catalog.clients[1]!.commit({ orderId: orders[0]! }),
      reserve(1, 1).then((orderId) => catalog.clients[1]!.commit({ orderId })),
      adjust(-1),
    ]);
    const { onHand, allocated } = await catalog.rowAtRest(sku);
    await flagTurns(onHand > allocated);
  }
}, 300_000);

test('what a dead process did not tell the product, the sweep does', async () => {
  const slow = await startCatalog({
    // Too late for anybody: as if the process had died between the sale and telling of it.
    env: { STOCK_TIDY_DELAY_MS: '60000', STOCK_SWEEP_INTERVAL_MS: '600000' },
  });
  const { sku, flag, reserve } = await twoUnits(() => slow);
  await slow.grpc.commit({ orderId: await reserve(2) });
  expect(await flag()).toBe(true);
  expect(await slow.stock.findOne({ _id: sku })).toMatchObject({
    inStock: false,
    turnedAt: expect.any(Date),
  });
  // Another replica, which sweeps.
  const sweeping = await startCatalog({
    database: slow.database,
    env: { STOCK_SWEEP_INTERVAL_MS: '50', STOCK_SWEEP_GRACE_MS: '0' },
  });
  await until('the product says so', async () => !(await flag()));
  await until('the turn is off the row', async () => {
    const row = await slow.stock.findOne({ _id: sku });
    return row!.turnedAt === undefined;
  });
  await sweeping.stop();
  await slow.stop();
}, 60_000);
