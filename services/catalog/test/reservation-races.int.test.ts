import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@chowk/contracts/errors';
import { uniqueName } from '@chowk/testing';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ replicas: 2 });
});
afterAll(() => catalog.stop());

/** What says "later" and nothing of the article: hundreds at once are more than a slow machine does in time. */
const LATER = ['OVERLOADED', 'UPSTREAM_TIMEOUT', 'UPSTREAM_UNAVAILABLE'];

/** Reserves through the n-th replica, again while it is told to come later; the code of the refusal, or `reserved`. */
const reserve = async (replica: number, orderId: string, skus: Record<string, number>, ttlSeconds = 600) => {
  const lines = Object.entries(skus).map(([sku, quantity]) => ({ sku, quantity }));
  const client = catalog.clients[replica % catalog.clients.length]!;
  for (;;) {
    try {
      return (await client.reserve({ orderId, lines, ttlSeconds })).status;
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (!LATER.includes(error.code)) return error.code;
      await sleep(50 + Math.random() * 200);
    }
  }
};
const count = (outcomes: readonly string[], outcome: string) =>
  outcomes.filter((one) => one === outcome).length;

describe('when more people want an article than there is', () => {
  test.each([30, 300])('of stock 5, %i buyers on two replicas get exactly 5', async (buyers) => {
    const sku = uniqueName('HOT');
    await catalog.shelve({ [sku]: 5 });
    const outcomes = await Promise.all(
      Array.from({ length: buyers }, (_, i) => reserve(i, uniqueName('ord'), { [sku]: 1 })),
    );
    expect(count(outcomes, 'reserved')).toBe(5);
    expect(count(outcomes, 'OUT_OF_STOCK')).toBe(buyers - 5);
    const row = await catalog.stock.findOne({ _id: sku });
    expect(row!.holds).toHaveLength(5);
  });

  test('buyers of different quantities never take more than there is, nor leave what somebody could have had', async () => {
    const sku = uniqueName('MIX');
    await catalog.shelve({ [sku]: 20 });
    const wanted = Array.from({ length: 40 }, (_, i) => (i % 3) + 1);
    const outcomes = await Promise.all(
      wanted.map((quantity, i) => reserve(i, uniqueName('ord'), { [sku]: quantity })),
    );
    const taken = wanted.filter((_, i) => outcomes[i] === 'reserved').reduce((sum, units) => sum + units, 0);
    const smallestRefused = Math.min(...wanted.filter((_, i) => outcomes[i] !== 'reserved'));
    expect(taken).toBeLessThanOrEqual(20);
    expect(20 - taken).toBeLessThan(smallestRefused);
  });
});

test('two carts that want X,Y and Y,X for 1,000 rounds never block each other, and one of them wins each round', async () => {
  // Ten pairs of articles side by side, a hundred rounds each.
  const lane = async (): Promise<void> => {
    const [x, y] = [uniqueName('X'), uniqueName('Y')];
    await catalog.shelve({ [x]: 1, [y]: 1 });
    for (let round = 0; round < 100; round++) {
      const orders = [`${x}-a-${round}`, `${x}-b-${round}`];
      const outcomes = await Promise.all([
        reserve(0, orders[0]!, { [x]: 1, [y]: 1 }),
        reserve(1, orders[1]!, { [y]: 1, [x]: 1 }),
      ]);
      expect([...outcomes].sort()).toEqual(['OUT_OF_STOCK', 'reserved']);
      await catalog.grpc.release({ orderId: orders[outcomes.indexOf('reserved')]! });
    }
    expect((await catalog.stock.findOne({ _id: x }))!.holds).toEqual([]);
    expect((await catalog.stock.findOne({ _id: y }))!.holds).toEqual([]);
  };
  await Promise.all(Array.from({ length: 10 }, lane));
}, 120_000);

test('a cart that fails at its second article does not cost another cart the first', async () => {
  const [x, y] = [uniqueName('X'), uniqueName('Y')];
  for (let round = 0; round < 50; round++) {
    const [rx, ry] = [`${x}-${round}`, `${y}-${round}`];
    await catalog.shelve({ [rx]: 1, [ry]: 0 });
    // The first wants what there is not, and holds X for a moment; the second wants X only.
    const [both, single] = await Promise.all([
      reserve(0, uniqueName('ord'), { [rx]: 1, [ry]: 1 }),
      reserve(1, uniqueName('ord'), { [rx]: 1 }),
    ]);
    expect([both, single]).toEqual(['OUT_OF_STOCK', 'reserved']);
  }
});

describe('when one order asks many times at once', () => {
  test('20 equal calls reserve once', async () => {
    const [x, y] = [uniqueName('X'), uniqueName('Y')];
    await catalog.shelve({ [x]: 50, [y]: 50 });
    const orderId = uniqueName('ord');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => reserve(i, orderId, { [x]: 2, [y]: 3 })),
    );
    expect(new Set(outcomes)).toEqual(new Set(['reserved']));
    expect((await catalog.stock.findOne({ _id: x }))!.holds.map((hold) => hold.quantity)).toEqual([2]);
    expect((await catalog.stock.findOne({ _id: y }))!.holds.map((hold) => hold.quantity)).toEqual([3]);
  });

  test('Reserve, Commit and Release all at once end either sold or closed, with the books right', async () => {
    for (let round = 0; round < 30; round++) {
      const [x, y] = [uniqueName('X'), uniqueName('Y')];
      await catalog.shelve({ [x]: 5, [y]: 5 });
      const orderId = uniqueName('ord');
      const [a, b] = catalog.clients as [typeof catalog.grpc, typeof catalog.grpc];
      await Promise.allSettled([
        reserve(0, orderId, { [x]: 2, [y]: 2 }),
        reserve(1, orderId, { [x]: 2, [y]: 2 }),
        a.commit({ orderId }),
        b.release({ orderId }),
        b.commit({ orderId }),
      ]);
      const { status } = await a.release({ orderId });
      expect(['committed', 'released']).toContain(status);
      for (const sku of [x, y]) {
        const row = await catalog.rowAtRest(sku);
        expect({ status, allocated: row!.allocated }).toEqual({
          status,
          allocated: status === 'committed' ? 2 : 0,
        });
        expect(row!.holds).toEqual([]);
      }
    }
  });

  test('10 commits and 10 restocks move the units once each', async () => {
    const [x, y] = [uniqueName('X'), uniqueName('Y')];
    await catalog.shelve({ [x]: 9, [y]: 9 });
    const orderId = uniqueName('ord');
    await reserve(0, orderId, { [x]: 4, [y]: 1 });
    await Promise.all(Array.from({ length: 10 }, (_, i) => catalog.clients[i % 2]!.commit({ orderId })));
    expect((await catalog.stock.findOne({ _id: x }))!.allocated).toBe(4);
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => catalog.clients[i % 2]!.release({ orderId, restock: true })),
    );
    expect((await catalog.stock.findOne({ _id: x }))!.allocated).toBe(0);
    expect((await catalog.stock.findOne({ _id: y }))!.allocated).toBe(0);
  });
});

test('100 orders for one article at once are sold without a unit lost', async () => {
  const sku = uniqueName('SALE');
  await catalog.shelve({ [sku]: 1_000 });
  await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const orderId = uniqueName('ord');
      expect(await reserve(i, orderId, { [sku]: 1 })).toBe('reserved');
      await catalog.clients[i % 2]!.commit({ orderId });
    }),
  );
  const row = await catalog.rowAtRest(sku);
  expect({ allocated: row!.allocated, holds: row!.holds }).toEqual({ allocated: 100, holds: [] });
}, 30_000);
