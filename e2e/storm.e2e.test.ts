import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceHandle } from '@chowk/devstack';
import { until } from '@chowk/testing';
import { expectWhole } from './support/checkers.ts';
import { startHouse, type House } from './support/house.ts';
import { Shopper } from './support/shopper.ts';
import { keepStream } from './support/stream-keeper.ts';

// CHAOS=1: 200 people for three minutes, and a process killed every ten seconds.
const IS_LONG = Boolean(process.env['CHAOS']);
const PEOPLE = IS_LONG ? 200 : 24;
const STORM_MS = IS_LONG ? 180_000 : 20_000;
const KILL_EVERY_MS = IS_LONG ? 10_000 : 5_000;
/** A request is repeated for as long: longer than a killed process is away. */
const PATIENCE_MS = 90_000;
const FUNDS = 1_000_000;
const PRICE = 1_000;
const STOCK = 100_000;

let house: House;
beforeAll(async () => {
  house = await startHouse({ replicas: { orders: 2, notify: 2 } });
}, 120_000);
afterAll(() => house.stop());

test(`${PEOPLE} people shop, call off, read and listen for ${STORM_MS / 1000} s while a random process dies every ${KILL_EVERY_MS / 1000} s: nothing is lost, doubled or half done`, async () => {
  const product = { ...(await house.newProduct(STOCK, PRICE)), stock: STOCK };
  const shoppers: Shopper[] = [];
  for (let i = 0; i < PEOPLE; i++) shoppers.push(new Shopper(await house.newPerson(FUNDS), FUNDS));
  const streams = shoppers.map(({ person }) => keepStream(person));

  const ending = new AbortController();
  const { signal } = ending;
  const counts = { purchases: 0, cancellations: 0, reads: 0, unanswered: 0 };
  const live = async (shopper: Shopper): Promise<void> => {
    while (!signal.aborted) {
      const dice = Math.random();
      if (dice < 0.4) {
        const { orderId } = await shopper.buy(product, PATIENCE_MS);
        counts.purchases += 1;
        if (orderId !== undefined && Math.random() < 0.3) {
          await shopper.cancel(orderId, PATIENCE_MS);
          counts.cancellations += 1;
        }
      } else {
        const { chowk } = shopper.person;
        const reads = [
          () => chowk.listProducts({ query: { limit: 10 } }),
          () => chowk.listOrders(),
          () => chowk.listNotifications(),
          () => chowk.getWalletBalance(),
        ];
        // One that is cut is read again later, as people do.
        await reads[Math.floor(Math.random() * reads.length)]!().catch(() => (counts.unanswered += 1));
        counts.reads += 1;
      }
      await sleep(500 + Math.random() * 1_500, undefined, { signal }).catch(() => undefined);
    }
  };

  const kills: string[] = [];
  const strike = async (): Promise<void> => {
    const all: ServiceHandle[] = Object.values(house.stack.replicas).flat();
    while (!signal.aborted) {
      await sleep(KILL_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const victim = all[Math.floor(Math.random() * all.length)]!;
      kills.push(victim.name);
      await victim.kill9();
      await victim.start();
    }
  };
  const people = Promise.all(shoppers.map(live));
  const striking = strike();
  await sleep(STORM_MS);
  ending.abort();
  await Promise.all([people, striking]);

  const refusals = shoppers.flatMap(({ purchases }) => purchases.flatMap(({ refusal }) => refusal ?? []));
  const codes = Object.fromEntries(
    Object.entries(Object.groupBy(refusals, (code) => code)).map(([code, all]) => [code, all?.length]),
  );
  // The way of a checkout that a kill gave up; whatever else refuses would be a fault.
  expect(Object.keys(codes).filter((code) => code !== 'ORDER_FAILED')).toEqual([]);
  const began = performance.now();
  const verdict = await expectWhole(house, shoppers, product);
  const settledAfter = Math.round(performance.now() - began);
  for (const [i, { seqs }] of streams.entries()) {
    await until(`the stream of person ${i} is whole`, () => seqs.length === seqs.at(-1), 30_000);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, n) => n + 1));
  }
  await Promise.all(streams.map((stream) => stream.stop()));
  console.info('after the storm', {
    ...counts,
    kills: kills.join(' '),
    ...codes,
    ...verdict,
    openings: streams.reduce((sum, { openings }) => sum + openings, 0),
    settledAfter,
  });
}, 600_000);
