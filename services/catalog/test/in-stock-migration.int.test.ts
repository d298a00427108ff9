import { testDatabase, until } from '@chowk/testing';
import { inStock } from '../src/migrations/0002-in-stock.ts';
import { startCatalog } from './fixture.ts';

interface Row {
  _id: string;
  productId: string;
  active: boolean;
  onHand: number;
  allocated: number;
  inStock?: boolean;
}
interface Product {
  _id: string;
  inStock?: boolean;
}

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());
const stock = () => database.connection.collection<Row>('stock');
const products = () => database.connection.collection<Product>('products');
const skuOf = (product: number, sku: number) => `SKU-${product}-${sku}`;
const said = async () =>
  (await products().find().sort({ _id: 1 }).toArray()).map(({ inStock: says }) => says);

/** Products as the first release has them: of every third all is sold, of every fifth what is left is off sale. */
async function firstRelease(count: number) {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const id = (i: number) => `prd_${String(i).padStart(6, '0')}`;
  await products().insertMany(numbers.map((i) => ({ _id: id(i), stockLooks: 0 })));
  await stock().insertMany(
    numbers.flatMap((i) =>
      [1, 2].map((sku) => ({
        _id: skuOf(i, sku),
        productId: id(i),
        active: i % 5 !== 0,
        onHand: 3,
        allocated: i % 3 === 0 || sku === 1 ? 3 : 1,
      })),
    ),
  );
  return numbers.map((i) => i % 3 !== 0 && i % 5 !== 0);
}

test('more products than a batch say whether they are in stock, and so do their rows', async () => {
  const expected = await firstRelease(1_203);
  await inStock.up(database.connection);
  expect(await said()).toEqual(expected);
  expect(await stock().countDocuments({ inStock: { $exists: false } })).toBe(0);
  expect(await stock().findOne({ _id: skuOf(1, 1) })).toMatchObject({ inStock: false });
  expect(await stock().findOne({ _id: skuOf(1, 2) })).toMatchObject({ inStock: true });
}, 60_000);

test('run again after a crash, it leaves what was said since', async () => {
  const expected = await firstRelease(40);
  await products().updateMany({ _id: { $lt: 'prd_000010' } }, { $set: { inStock: true } });
  await inStock.up(database.connection);
  await inStock.up(database.connection);
  expect(await said()).toEqual([...Array.from({ length: 10 }, () => true), ...expected.slice(10)]);
});

test('what replicas of the release before wrote beside it is repaired', async () => {
  const catalog = await startCatalog({
    env: {
      STOCK_REPAIR_INTERVAL_MS: '100',
      STOCK_SWEEP_INTERVAL_MS: '50',
      STOCK_SWEEP_GRACE_MS: '0',
    },
  });
  const rows = catalog.database.connection.collection<Product>('products');
  await catalog.shelve({ SOLD: 1, NEW: 1 });
  // Sold without a word of it, and a product that says nothing.
  await catalog.stock.updateOne({ _id: 'SOLD' }, { $set: { inStock: true, allocated: 1 } });
  await rows.insertMany([{ _id: 'prd_of_SOLD', inStock: true }, { _id: 'prd_of_NEW' }]);
  await until('both say it', async () => {
    const found = await rows.find().sort({ _id: 1 }).toArray();
    return found[0]!.inStock === true && found[1]!.inStock === false;
  });
  await until(
    'no turn is left',
    async () => (await catalog.stock.countDocuments({ turnedAt: { $exists: true } })) === 0,
  );
  expect(await catalog.stock.findOne({ _id: 'SOLD' })).toMatchObject({ inStock: false });
  await catalog.stop();
}, 60_000);
