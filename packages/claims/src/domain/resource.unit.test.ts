import * as fc from 'fast-check';
import type { Interval } from './claim.ts';
import { isWithin, suffices, takenBy, type Bounds } from './resource.ts';

const interval = (from: number, to: number, bufferBefore = 0, bufferAfter = 0): Interval => ({
  from,
  to,
  bufferBefore,
  bufferAfter,
});
const day = (limit = 1): Bounds => ({ kind: 'interval', window: { from: 0, to: 1440 }, limit });

test.each([
  ['end where the next begins', [interval(540, 600), interval(600, 660)], true],
  ['share their last minute', [interval(540, 601), interval(600, 660)], false],
  ['one lies in the other', [interval(540, 660), interval(570, 580)], false],
  ['are the same', [interval(540, 600), interval(540, 600)], false],
  ['are apart by their buffers', [interval(540, 600, 0, 10), interval(615, 660, 5)], true],
  ['are a minute nearer than their buffers', [interval(540, 600, 0, 10), interval(614, 660, 5)], false],
])('two intervals that %s', (_, intervals, fit) => {
  expect(suffices(day(), intervals, 0)).toBe(fit);
});

test('an interval lies in the window with its buffers', () => {
  expect(isWithin(day(), interval(5, 1430, 5, 10))).toBe(true);
  expect(isWithin(day(), interval(4, 1430, 5, 10))).toBe(false);
  expect(isWithin(day(), interval(5, 1431, 5, 10))).toBe(false);
});

test('what is taken of a day is the most that any of its minutes has', () => {
  const bound = fc.integer({ min: 0, max: 20 });
  const intervals = fc.array(
    fc
      .tuple(
        bound,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
      )
      .map(([from, length, before, after]) => interval(from, from + length, before, after)),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(intervals, (some) => {
      const minutes = Array.from({ length: 40 }, (_, minute) => minute - 5);
      const has = (minute: number) =>
        some.filter((one) => one.from - one.bufferBefore <= minute && minute < one.to + one.bufferAfter)
          .length;
      expect(takenBy(day(), some, 0)).toBe(Math.max(...minutes.map(has)));
    }),
  );
});

test('a seat has one holder, and only seats that are there can be had', () => {
  const hall: Bounds = { kind: 'seat', seats: ['a1', 'a2', 'a3'] };
  expect(suffices(hall, [{ seats: ['a1', 'a3'] }, { seats: ['a2'] }], 0)).toBe(true);
  expect(suffices(hall, [{ seats: ['a1'] }, { seats: ['a1', 'a2'] }], 0)).toBe(false);
  expect(suffices(hall, [{ seats: ['b1'] }], 0)).toBe(false);
});

test('units add up with those that are only counted any more', () => {
  const budget: Bounds = { kind: 'count', limit: 100 };
  expect(suffices(budget, [{ quantity: 30 }, { quantity: 20 }], 50)).toBe(true);
  expect(suffices(budget, [{ quantity: 30 }, { quantity: 21 }], 50)).toBe(false);
});
