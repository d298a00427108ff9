import { randomUUID } from 'node:crypto';
import { until } from '@chowk/testing';
import { inventory, ledgerReport, startTestStack, type TestStack } from './support/stack.ts';

let world: TestStack;
beforeAll(async () => {
  world = await startTestStack({ replicas: { orders: 2 } });
}, 120_000);
afterAll(() => world.stop());

test('stock 5 and 30 buyers at once over two replicas: exactly 5 orders, the ledger sums to zero, nothing stays reserved', async () => {
  const price = 10_000;
  const { productId, variantId, sku } = await world.newProduct(5, price);
  const buyers = await Promise.all(Array.from({ length: 30 }, () => world.newPerson(price)));
  await Promise.all(buyers.map((buyer) => buyer.addToCart(productId, 1, variantId)));

  const answers = await Promise.all(buyers.map((buyer) => buyer.placeOrder()));
  const outcomes = answers.map(({ status, body }) => (status === 201 ? 'ordered' : (body?.code as string)));
  expect(outcomes.filter((outcome) => outcome === 'ordered')).toHaveLength(5);
  expect(outcomes.filter((outcome) => outcome === 'OUT_OF_STOCK')).toHaveLength(25);

  await until(
    'everything has settled',
    async () => (await inventory(world.admin, sku)).reserved === 0,
    20_000,
    250,
  );
  expect(await inventory(world.admin, sku)).toMatchObject({ onHand: 5, allocated: 5, reserved: 0 });
  const balances = await Promise.all(buyers.map((buyer) => buyer.balance()));
  expect(balances.map(({ held }) => held)).toEqual(Array(30).fill(0));
  expect(balances.filter(({ available }) => available === 0)).toHaveLength(5);
  expect(balances.filter(({ available }) => available === price)).toHaveLength(25);
  expect(await ledgerReport(world.admin)).toMatchObject({ ok: true });
}, 120_000);

test('50 posts of one order with one Idempotency-Key are one order', async () => {
  const { productId, variantId, sku } = await world.newProduct(50);
  const buyer = await world.newPerson(500_000);
  await buyer.addToCart(productId, 1, variantId);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => buyer.placeOrder(key)));
  const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.data.order.id as string);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(1);
  const others = answers.filter(({ status }) => status !== 201);
  for (const { status, body, headers } of others) {
    expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS', '1']);
  }
  const again = await buyer.placeOrder(key);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(again.body.data.order.id).toBe(ids[0]);
  const { body } = await buyer.api.get('/api/v1/orders');
  expect(body.data.items).toHaveLength(1);
  await until('one unit is gone', async () => (await inventory(world.admin, sku)).allocated === 1);
}, 60_000);
