import { uniqueName } from '@chowk/testing';
import { peopleOf, variant } from './builders.ts';
import { listenToCommands, monitoredMongoUri } from './command-log.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
let commands: ReturnType<typeof listenToCommands>;
beforeAll(async () => {
  catalog = await startCatalog({
    // What comes a little later is gathered for longer than a test takes.
    env: { MONGODB_URI: monitoredMongoUri(), STOCK_TIDY_DELAY_MS: '2000' },
  });
  commands = listenToCommands(catalog.database.name);
});
afterAll(() => catalog.stop());

const { makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

async function products(count: number, change: object = {}) {
  const category = await makeCategory();
  const store = await makeStore(category.id);
  return Promise.all(
    Array.from({ length: count }, () =>
      makeProduct(store.id, category.id, { variants: [variant({ stock: 50 })], ...change }),
    ),
  );
}
const linesOf = (found: Array<{ variants: Array<{ sku: string }> }>) =>
  found.map(({ variants }) => ({ sku: variants[0]!.sku, quantity: 1 }));

/** Of what a service does by itself, nothing is for a request. */
const ofRequests = (seen: string[]) =>
  seen.filter((command) => / (products|stock|stores|reservations)$/.test(command));

test.each([1, 5])('the offers of %i products are one command', async (count) => {
  const found = await products(count);
  const seen = await commands.during(() =>
    catalog.grpc.getOffers({ productIds: found.map((product) => product.id) }),
  );
  expect(ofRequests(seen)).toEqual(['aggregate products']);
});

test('an order of one article costs three commands to reserve and two to sell, and its marks none of their own', async () => {
  const lines = linesOf(await products(1));
  const orders = Array.from({ length: 6 }, () => uniqueName('ord'));
  for (const orderId of orders) {
    expect(
      ofRequests(await commands.during(() => catalog.grpc.reserve({ orderId, ttlSeconds: 600, lines }))),
    ).toEqual(['insert reservations', 'findAndModify stock', 'findAndModify reservations']);
    expect(ofRequests(await commands.during(() => catalog.grpc.commit({ orderId })))).toEqual([
      'findAndModify stock',
      'findAndModify reservations',
    ]);
  }
  const sku = lines[0]!.sku;
  expect((await catalog.stock.findOne({ _id: sku }))!.holds).toHaveLength(orders.length);
  const tidying = await commands.during(() => catalog.rowAtRest(sku));
  expect(ofRequests(tidying)).toEqual(['update stock']);
  expect(await catalog.stock.findOne({ _id: sku })).toMatchObject({ allocated: orders.length, holds: [] });
}, 20_000);

test('a Commit that this process did not reserve, or that comes again, reads the reservation first', async () => {
  const lines = linesOf(await products(1));
  const orderId = uniqueName('ord');
  await catalog.grpc.reserve({ orderId, ttlSeconds: 600, lines });
  await catalog.grpc.commit({ orderId });
  expect(ofRequests(await commands.during(() => catalog.grpc.commit({ orderId })))).toEqual([
    'find reservations',
  ]);
});

test('a page of what is in stock is read once, however much is sold out', async () => {
  const category = await makeCategory();
  const store = await makeStore(category.id);
  const make = (stock: number) => makeProduct(store.id, category.id, { variants: [variant({ stock })] });
  const first = await make(1);
  for (let i = 0; i < 10; i++) await make(0);
  const path = `/api/v1/products?store=${store.id}&inStock=true&limit=2`;
  const seen = await commands.during(async () => {
    const answer = await catalog.anonymous.get(path);
    expect(answer.body.data.items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    expect(answer.body.meta.nextCursor).toBeNull();
  });
  expect(ofRequests(seen)).toEqual(['find stores', 'find products', 'find stock']);
});
