import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestKeys, until } from '@chowk/testing';
import { BY_WALLET, startOrders, type OrdersHarness } from './orders.harness.ts';

/** What is allowed from the request, or the refusal, to the stock's being free. */
const WITHIN_MS = 5_000;

let house: OrdersHarness;
let wallet: ChildProcess;
beforeAll(async () => {
  const keys = createTestKeys();
  wallet = spawn(process.execPath, [join(import.meta.dirname, 'wallet.process.ts')], {
    env: { PATH: process.env.PATH, SERVICE_KEYS: JSON.stringify(keys.keySet) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [address] = (await once(wallet.stdout!, 'data')) as [Buffer];
  house = await startOrders({
    keys,
    // The times of a deployment, not those of a test.
    env: {
      ...{ WALLET_GRPC: address.toString().trim(), GRPC_TIMEOUT_MS: '5000', SAGA_BUDGET_MS: '3000' },
      ...{ SAGA_SWEEP_MS: '1000', SAGA_LEASE_MS: '5000', SAGA_BACKOFF_MS: '100' },
    },
  });
  house.catalog.sell('rice', { stock: 7 });
});
afterEach(() => wallet.kill('SIGCONT'));
afterAll(async () => {
  await house.stop();
  wallet.kill('SIGKILL');
});

const stock = (): number => house.catalog.variant('rice-sku')!.stock;

test('while wallet is stopped, the stock of a checkout that is given up is free within 5 s', async () => {
  const userId = await house.buyer({ rice: 7 });
  wallet.kill('SIGSTOP');
  const began = performance.now();
  const answer = house.as(userId).post('/api/v1/orders', BY_WALLET, house.key());
  await until('the stock is taken', () => stock() === 0);
  await until('the stock is free', () => stock() === 7, WITHIN_MS);
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect((await answer).status).toBe(504);
  expect((await house.cartOf(userId)).items).toMatchObject([{ quantity: 7 }]);
  const [order] = await house.ordersOf(userId);
  expect(order!.checkout).toMatchObject({
    state: 'compensating',
    steps: { 'release-stock': { state: 'done' }, 'void-payment': { state: 'pending' } },
  });
  wallet.kill('SIGCONT');
  expect(await house.over(userId, 20_000)).toMatchObject([{ end: 'failed', payment: { status: 'voided' } }]);
});

test('when wallet stops after it has refused, the stock is free all the same', async () => {
  const userId = await house.buyer({ rice: 7 });
  // It refuses whoever it does not know, and stands still before the way back has begun.
  const stopped = until('the order turned back', async () => {
    const [order] = await house.orders.find({ userId }).toArray();
    return order?.failure === 'INSUFFICIENT_FUNDS' && wallet.kill('SIGSTOP');
  });
  const began = performance.now();
  const answer = house.as(userId).post('/api/v1/orders', BY_WALLET, house.key());
  await stopped;
  await until('the stock is free', () => stock() === 7, WITHIN_MS);
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect((await answer).body.code).toBe('INSUFFICIENT_FUNDS');
  wallet.kill('SIGCONT');
  await house.over(userId, 20_000);
});
