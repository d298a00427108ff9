import { until } from '@chowk/testing';
import { watchCommands } from './commands.ts';
import { BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

const watch = watchCommands();
let app: OrdersFixture;
beforeAll(async () => {
  // As in production: nothing that looks often for what has happened adds to the count.
  app = await startOrders({ env: { SAGA_SWEEP_MS: '10000', SAGA_LEASE_MS: '5000' } });
  app.catalog.sell('rice');
});
afterAll(async () => {
  watch.stopWatching();
  await app.stop();
});

/** By the clock, however many checkouts there are: published events go, what was left is looked for. */
const BY_THE_CLOCK = ['delete outbox', 'find outbox', 'find processes'];

test('a checkout costs 14 commands and two transactions: each is there for a guarantee of its own', async () => {
  const userId = await app.buyer({}, 1_000_000);
  watch.take();
  const client = app.as(userId);
  expect((await client.post('/api/v1/cart/add', { productId: 'rice', quantity: 1 })).status).toBe(201);
  const add = watch.take().filter((command) => !BY_THE_CLOCK.includes(command));
  expect(add).toEqual(['findAndModify carts']);

  expect((await client.post('/api/v1/orders', BY_WALLET, app.key())).status).toBe(201);
  const checkout = await until('the events are out', () => {
    const told = app.events.of('orderPlaced').some(({ data }) => data.userId === userId);
    return told && watch.take();
  });
  expect(checkout.filter((command) => !BY_THE_CLOCK.includes(command))).toEqual([
    // One order a key, whoever asks at once.
    'insert idempotency_keys',
    'find carts',
    // The lines are claimed by version, with the order and its process, or nothing is.
    ...['update carts', 'insert orders', 'insert processes', 'commitTransaction'],
    // The commit point: order, process and events, or nothing.
    ...['findAndModify orders', 'update processes', 'insert outbox', 'commitTransaction'],
    // The payment as it is for people, and the end of the process.
    ...['findAndModify orders', 'update processes'],
    // The answer, for whoever asks again.
    'update idempotency_keys',
  ]);
});

test('prices are asked for in one call to catalog', async () => {
  const userId = await app.buyer({ rice: 1 });
  const before = app.catalog.faults.calls.length;
  await app.cartOf(userId);
  expect(app.catalog.faults.calls.slice(before).map(({ method }) => method)).toEqual(['GetOffers']);
});
