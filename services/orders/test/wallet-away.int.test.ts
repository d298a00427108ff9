import { join } from 'node:path';
import { createTestKeys, spawnProcess, until, type SpawnedProcess } from '@chowk/testing';
import { BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

/** What is allowed from the request, or the refusal, to the stock's being free. */
const WITHIN_MS = 5_000;

let app: OrdersFixture;
let wallet: SpawnedProcess;
beforeAll(async () => {
  const keys = createTestKeys();
  wallet = spawnProcess({
    main: join(import.meta.dirname, 'wallet.process.ts'),
    env: { SERVICE_KEYS: JSON.stringify(keys.keySet) },
  });
  const { address } = await until('wallet is ready', () => wallet.log.find(({ msg }) => msg === 'ready'));
  app = await startOrders({
    keys,
    // The times of a deployment, not those of a test.
    env: {
      ...{ WALLET_GRPC: String(address), GRPC_TIMEOUT_MS: '5000', SAGA_BUDGET_MS: '3000' },
      ...{ SAGA_SWEEP_MS: '1000', SAGA_LEASE_MS: '5000', SAGA_BACKOFF_MS: '100' },
    },
  });
  app.catalog.sell('rice', { stock: 7 });
});
afterEach(() => void wallet.child.kill('SIGCONT'));
afterAll(async () => {
  await app.stop();
  await wallet.stop();
});

const stock = (): number => app.catalog.variant('rice-sku')!.stock;

test('while wallet is stopped, the stock of a checkout that is given up is free within 5 s', async () => {
  const userId = await app.buyer({ rice: 7 });
  wallet.child.kill('SIGSTOP');
  const began = performance.now();
  const answer = app.as(userId).post('/api/v1/orders', BY_WALLET, app.key());
  await until('the stock is taken', () => stock() === 0);
  await until('the stock is free', () => stock() === 7, WITHIN_MS);
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect((await answer).status).toBe(504);
  expect((await app.cartOf(userId)).items).toMatchObject([{ quantity: 7 }]);
  const [order] = await app.ordersOf(userId);
  expect(order!.checkout).toMatchObject({
    state: 'compensating',
    steps: { 'release-stock': { state: 'done' }, 'void-payment': { state: 'pending' } },
  });
  wallet.child.kill('SIGCONT');
  expect(await app.over(userId, 20_000)).toMatchObject([{ end: 'failed', payment: { status: 'voided' } }]);
});

test('when wallet stops after it has refused, the stock is free all the same', async () => {
  const userId = await app.buyer({ rice: 7 });
  // It refuses whoever it does not know, and stands still before the way back has begun.
  const stopped = until('the order turned back', async () => {
    const [order] = await app.orders.find({ userId }).toArray();
    return order?.failure === 'INSUFFICIENT_FUNDS' && wallet.child.kill('SIGSTOP');
  });
  const began = performance.now();
  const answer = app.as(userId).post('/api/v1/orders', BY_WALLET, app.key());
  await stopped;
  await until('the stock is free', () => stock() === 7, WITHIN_MS);
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect((await answer).body.code).toBe('INSUFFICIENT_FUNDS');
  wallet.child.kill('SIGCONT');
  await app.over(userId, 20_000);
});
