import { orThrow } from '@chowk/client';
import { randomUUID } from 'node:crypto';
import { until } from '@chowk/testing';
import { inventory, ledgerReport, startHouse, type House } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse({ replicas: { orders: 2 } });
}, 120_000);
afterAll(() => house.stop());

test('stock 5 and 30 buyers at once over two replicas: exactly 5 orders, the ledger sums to zero, nothing stays reserved', async () => {
  const price = 10_000;
  const { productId, variantId, sku } = await house.newProduct(5, price);
  const buyers = await Promise.all(Array.from({ length: 30 }, () => house.newPerson(price)));
  await Promise.all(buyers.map((buyer) => buyer.addToCart(productId, 1, variantId)));

  const answers = await Promise.all(buyers.map((buyer) => buyer.placeOrder()));
  const outcomes = answers.map((answer) => (answer.ok ? 'ordered' : answer.error.code));
  expect(outcomes.filter((outcome) => outcome === 'ordered')).toHaveLength(5);
  expect(outcomes.filter((outcome) => outcome === 'OUT_OF_STOCK')).toHaveLength(25);

  await until(
    'everything has settled',
    async () => (await inventory(house.admin, sku)).reserved === 0,
    20_000,
    250,
  );
  expect(await inventory(house.admin, sku)).toMatchObject({ onHand: 5, allocated: 5, reserved: 0 });
  const balances = await Promise.all(buyers.map((buyer) => buyer.balance()));
  expect(balances.map(({ held }) => held)).toEqual(Array(30).fill(0));
  expect(balances.filter(({ available }) => available === 0)).toHaveLength(5);
  expect(balances.filter(({ available }) => available === price)).toHaveLength(25);
  expect(await ledgerReport(house.admin)).toMatchObject({ ok: true });
}, 120_000);

test('50 posts of one order with one Idempotency-Key are one order', async () => {
  const { productId, variantId, sku } = await house.newProduct(50);
  const buyer = await house.newPerson(500_000);
  await buyer.addToCart(productId, 1, variantId);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => buyer.placeOrder(key)));
  const ids = answers.flatMap((answer) => (answer.ok ? [answer.data.order.id] : []));
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(1);
  for (const answer of answers) {
    if (answer.ok) continue;
    const { status, error, headers } = answer;
    expect([status, error.code, headers.get('retry-after')]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS', '1']);
  }
  const again = await orThrow(buyer.placeOrder(key));
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  expect(again.data.order.id).toBe(ids[0]);
  const { data } = await orThrow(buyer.chowk.listOrders());
  expect(data.items).toHaveLength(1);
  await until('one unit is gone', async () => (await inventory(house.admin, sku)).allocated === 1);
}, 60_000);
