import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expectWhole } from './support/checkers.ts';
import { startHouse, type House } from './support/house.ts';
import { startOwnStores, type OwnStores } from './support/own-stores.ts';
import { Shopper, shopSteadily, type Purchase } from './support/shopper.ts';

// CHAOS=1: the long form, 20 checkouts a second while the broker is away for a minute.
const IS_LONG = Boolean(process.env['CHAOS']);
const DOWN_MS = IS_LONG ? 60_000 : 6_000;
const ALARM_MS = IS_LONG ? 20_000 : 3_000;
const PER_SECOND = IS_LONG ? 20 : 4;
const FUNDS = 5_000_000;
const PRICE = 1_000;
const STOCK = 100_000;

let stores: OwnStores;
let house: House;
let shoppers: Shopper[];
beforeAll(async () => {
  stores = await startOwnStores();
  house = await startHouse({ stores: stores.addresses });
}, 120_000);
afterAll(async () => {
  await house?.stop();
  await stores?.stop();
});
beforeEach(async () => {
  shoppers = [];
  for (let i = 0; i < 3 * PER_SECOND; i++) shoppers.push(new Shopper(await house.newPerson(FUNDS), FUNDS));
}, 120_000);

/** Keeps up a load of checkouts while `trouble` happens, and for a moment after it. */
async function underLoad(
  product: { productId: string; variantId: string },
  patience: number,
  trouble: () => Promise<void>,
): Promise<Purchase[]> {
  const ending = new AbortController();
  const shopping = shopSteadily(shoppers, product, {
    perSecond: PER_SECOND,
    patience,
    signal: ending.signal,
  });
  try {
    await trouble();
    await sleep(1_500);
  } finally {
    ending.abort();
  }
  const { purchases, late } = await shopping;
  console.info(`${purchases.length} checkouts, ${late} times nobody was free`);
  return purchases;
}

const refusals = (purchases: readonly Purchase[]) => purchases.flatMap(({ refusal }) => refusal ?? []);
const pids = () =>
  Object.fromEntries(Object.values(house.stack.services).map(({ name, pid }) => [name, pid]));

async function restockedProduct() {
  const product = await house.newProduct(STOCK, PRICE);
  return { ...product, stock: STOCK };
}

test(`RabbitMQ is down for ${DOWN_MS / 1000} s, drops its first connections when it is back, then takes no messages for ${ALARM_MS / 1000} s: no process ends, readiness stays, every checkout succeeds and is told once`, async () => {
  const product = await restockedProduct();
  const before = pids();
  const readiness: number[] = [];
  const watching = setInterval(() => {
    void fetch(`${house.gatewayUrl}/readyz`).then(
      ({ status }) => readiness.push(status),
      () => readiness.push(0),
    );
  }, 500);

  const purchases = await underLoad(product, 0, async () => {
    await sleep(1_000);
    await stores.rabbitmq.kill9();
    await sleep(DOWN_MS);
    const starting = stores.rabbitmq.start();
    // It greets and drops, as a node does that is still booting.
    for (let i = 0; i < 40; i++) {
      await sleep(100);
      stores.lines.rabbitmq.reset();
    }
    await starting;
    await sleep(2_000);
    await stores.rabbitmq.setAlarm(true);
    await sleep(ALARM_MS);
    await stores.rabbitmq.setAlarm(false);
  });
  clearInterval(watching);

  expect(refusals(purchases)).toEqual([]);
  expect(purchases.length).toBeGreaterThan((DOWN_MS / 1_000) * (PER_SECOND / 2));
  expect(new Set(readiness)).toEqual(new Set([200]));
  expect(pids()).toEqual(before);
  console.info('after the broker’s outage', await expectWhole(house, shoppers, product));
}, 300_000);

test('Redis is emptied and drops its connections in the middle: every checkout succeeds and is told once', async () => {
  const product = await restockedProduct();
  const before = pids();
  const purchases = await underLoad(product, 10_000, async () => {
    await sleep(1_000);
    const redis = new Redis(stores.redisUrl);
    await redis.flushall();
    redis.disconnect();
    stores.lines.redis.reset();
    await sleep(3_000);
  });
  expect(refusals(purchases)).toEqual([]);
  expect(pids()).toEqual(before);
  console.info('after Redis was emptied', await expectWhole(house, shoppers, product));
}, 180_000);

test('the database is slow by 5 s: every request is answered by its deadline, and all recovers with nothing half done', async () => {
  const product = await restockedProduct();
  const before = pids();
  const purchases = await underLoad(product, 60_000, async () => {
    await sleep(1_000);
    stores.lines.mongodb.delay(5_000);
    const began = performance.now();
    const listed = await fetch(`${house.gatewayUrl}/api/v1/products`, {
      signal: AbortSignal.timeout(20_000),
    });
    await listed.body?.cancel();
    expect(performance.now() - began).toBeLessThan(16_000);
    await sleep(IS_LONG ? 30_000 : 5_000);
    stores.lines.mongodb.heal();
  });
  expect(refusals(purchases)).toEqual([]);
  expect(pids()).toEqual(before);
  const { status } = await fetch(`${house.gatewayUrl}/api/v1/products`);
  expect(status).toBe(200);
  console.info('after the slow database', await expectWhole(house, shoppers, product));
}, 240_000);
