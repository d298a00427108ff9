import { testDatabase } from '@chowk/testing';
import * as fc from 'fast-check';
import { availability, isLive, type Hold, type Stock } from '../src/stock/domain/stock.ts';
import type { StockRepository } from '../src/stock/ports.ts';
import type { StockDocument } from '../src/stock/persistence/stock.model.ts';
import { createStockRepository } from '../src/stock/persistence/stock.repository.ts';

// The rules of a stock row are said twice: as pure code here and in the domain, and as pipelines that the
// database runs. This test plays random histories through both.

let database: Awaited<ReturnType<typeof testDatabase>>;
let repository: StockRepository;
beforeAll(async () => {
  database = await testDatabase();
  repository = createStockRepository(database.connection);
});
afterAll(() => database.drop());

const START = Date.parse('2026-09-01T12:00:00Z');
const at = (second: number) => new Date(START + second * 1000);

interface Model extends Stock {
  adjustmentIds: string[];
}
type Step =
  | { act: 'claim'; orderId: string; attempt: number; quantity: number; ttl: number }
  | { act: 'sell'; orderId: string; attempt: number }
  | { act: 'release'; orderId: string; attempt: number }
  | { act: 'clear'; orderId: string }
  | { act: 'adjust'; id: string; delta: number };

const sumOf = (holds: Hold[]) => holds.reduce((sum, hold) => sum + hold.quantity, 0);

/** What the step should do to the row: true when it takes effect. */
function play(model: Model, step: Step, now: Date): boolean {
  const mine = (hold: Hold) => 'orderId' in step && hold.orderId === step.orderId;
  switch (step.act) {
    case 'claim': {
      const sold = sumOf(model.holds.filter((hold) => mine(hold) && hold.state === 'sold'));
      const others = sumOf(model.holds.filter((hold) => !mine(hold) && isLive(hold, now)));
      const superseded = model.holds.some(
        (hold) =>
          mine(hold) &&
          (hold.attempt > step.attempt || (hold.attempt === step.attempt && hold.state !== 'held')),
      );
      if (superseded || model.onHand - model.allocated + sold - others < step.quantity) return false;
      const { orderId, attempt, quantity } = step;
      const expiresAt = new Date(now.getTime() + step.ttl * 1000);
      model.allocated -= sold;
      model.holds = model.holds.filter((hold) => !mine(hold) && hold.expiresAt > now);
      model.holds.push({ orderId, attempt, quantity, state: 'held', expiresAt });
      return true;
    }
    case 'sell': {
      const hold = model.holds.find((one) => mine(one) && one.attempt === step.attempt);
      if (!hold) return false;
      if (hold.state === 'held') model.allocated += hold.quantity;
      Object.assign(hold, { state: 'sold', expiresAt: at(1_000_000) });
      return true;
    }
    case 'release': {
      const gone = model.holds.filter((hold) => mine(hold) && hold.attempt <= step.attempt);
      model.allocated -= sumOf(gone.filter((hold) => hold.state === 'sold'));
      model.holds = model.holds.filter((hold) => !gone.includes(hold));
      return true;
    }
    case 'clear':
      model.holds = model.holds.filter((hold) => !(mine(hold) && hold.state === 'sold'));
      return true;
    case 'adjust': {
      if (model.adjustmentIds.includes(step.id)) return true;
      if (step.delta < 0 && availability(model, now).available + step.delta < 0) return false;
      model.onHand += step.delta;
      model.holds = model.holds.filter((hold) => hold.expiresAt > now);
      model.adjustmentIds.push(step.id);
      return true;
    }
  }
}

async function run(sku: string, step: Step, now: Date): Promise<boolean> {
  switch (step.act) {
    case 'claim': {
      const { orderId, attempt, quantity, ttl } = step;
      const hold = { orderId, attempt, quantity, expiresAt: new Date(now.getTime() + ttl * 1000) };
      return (await repository.claim(sku, hold, now)).claimed;
    }
    case 'sell':
      return (await repository.sell(sku, step.orderId, step.attempt, at(1_000_000))).sold;
    case 'release':
      await repository.releaseHolds([sku], step.orderId, step.attempt);
      return true;
    case 'clear':
      await repository.clearSoldMarkers([sku], [step.orderId]);
      return true;
    case 'adjust': {
      const { id, delta } = step;
      return (await repository.adjust({ id, delta, sku, reason: 'count', userId: 'usr_1', at: now }))
        .adjusted;
    }
  }
}

const orderId = fc.constantFrom('ord_1', 'ord_2', 'ord_3');
const attempt = fc.integer({ min: 1, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('claim' as const),
      orderId,
      attempt,
      quantity: fc.integer({ min: 1, max: 5 }),
      ttl: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('sell' as const), orderId, attempt }) },
  fc.record({ act: fc.constant('release' as const), orderId, attempt }),
  fc.record({ act: fc.constant('clear' as const), orderId }),
  fc.record({
    act: fc.constant('adjust' as const),
    id: fc.constantFrom('adj_1', 'adj_2', 'adj_3'),
    delta: fc.integer({ min: -6, max: 6 }).filter((delta) => delta !== 0),
  }),
);

test('the database decides as the rules do, and never holds or sells more than there is', async () => {
  let run_ = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 8 }),
      fc.array(fc.tuple(step, fc.integer({ min: 0, max: 2 })), { minLength: 1, maxLength: 15 }),
      async (onHand, history) => {
        const sku = `SKU-${run_++}`;
        const fresh = {
          productId: 'prd_1',
          storeId: 'str_1',
          active: true,
          onHand,
          allocated: 0,
          threshold: 2,
        };
        const rows = database.connection.collection<StockDocument>('stock');
        await rows.insertOne({ _id: sku, ...fresh, holds: [], adjustmentIds: [] });
        const model: Model = { sku, ...fresh, holds: [], adjustmentIds: [] };
        let second = 0;
        for (const [next, seconds] of history) {
          second += seconds;
          const expected = play(model, next, at(second));
          expect(await run(sku, next, at(second))).toBe(expected);
          const row = (await repository.find(sku))!;
          const { adjustmentIds: _ids, ...rest } = model;
          expect(row).toEqual(rest);
          // Even counting what ran out but was not swept away: a clock that lags can still sell its hold.
          const promised = sumOf(row.holds.filter((hold) => hold.state === 'held'));
          expect(row.onHand - row.allocated - promised).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);
