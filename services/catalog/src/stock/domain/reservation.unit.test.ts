import * as fc from 'fast-check';
import {
  assertMove,
  combineLines,
  decideReserve,
  mayHold,
  type Line,
  type Reservation,
  type ReservationStatus,
} from './reservation.ts';

const lines = fc.array(
  fc.record({
    sku: fc.constantFrom('A', 'B', 'C', 'a', 'É', '$x'),
    quantity: fc.integer({ min: 1, max: 100 }),
  }),
  { minLength: 1, maxLength: 20 },
);
const total = (of: readonly Line[], sku: string) =>
  of.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0);

describe('the lines of an order', () => {
  test('combined keep every unit, name each SKU once, and stand in one order for everybody', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const combined = combineLines(given);
        const skus = combined.map((line) => line.sku);
        expect(skus).toEqual([...new Set(given.map((line) => line.sku))].sort());
        for (const sku of skus) expect(total(combined, sku)).toBe(total(given, sku));
        expect(combineLines([...given].reverse())).toEqual(combined);
        expect(combineLines(combined)).toEqual(combined);
      }),
    );
  });
});

const now = new Date('2026-09-01T12:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const one: Line[] = [{ sku: 'A', quantity: 1 }];
const reservation = (status: ReservationStatus, expiresAt: Date): Reservation => ({
  orderId: 'ord_1',
  status,
  attempt: 1,
  lines: one,
  expiresAt,
});

describe('a Reserve for an order that is known', () => {
  test.each([
    ['reserved', after(1), 'answer'],
    ['reserved', now, 'retry'],
    ['reserving', after(1), 'acquire'],
    ['reserving', now, 'retry'],
    ['refused', after(1), 'retry'],
    ['expired', after(-1), 'retry'],
    ['committed', after(-1), 'answer'],
    ['restocking', after(1), 'closed'],
    ['released', after(1), 'closed'],
  ] as const)('%s until %s: %s', (status, expiresAt, decision) => {
    expect(decideReserve(reservation(status, expiresAt), one, now)).toBe(decision);
  });

  test('with other lines is a mismatch, unless the order is closed', () => {
    for (const other of [
      [{ sku: 'A', quantity: 2 }],
      [{ sku: 'B', quantity: 1 }],
      [...one, { sku: 'B', quantity: 1 }],
    ]) {
      expect(decideReserve(reservation('committed', after(1)), other, now)).toBe('mismatch');
      expect(decideReserve(reservation('released', after(1)), other, now)).toBe('closed');
    }
  });
});

const STATUSES = [
  'reserving',
  'reserved',
  'refused',
  'expired',
  'committed',
  'restocking',
  'released',
] as const satisfies readonly ReservationStatus[];

// Written out, row by row, and not derived from the table that it holds.
describe.each<[from: ReservationStatus, to: readonly ReservationStatus[], mayHold: boolean]>([
  ['reserving', ['reserving', 'reserved', 'refused', 'expired', 'released'], true],
  ['reserved', ['reserving', 'expired', 'committed', 'released'], true],
  ['refused', ['reserving', 'released'], false],
  ['expired', ['reserving', 'released'], false],
  ['committed', ['restocking'], true],
  ['restocking', ['released'], true],
  ['released', [], false],
])('a reservation that is %s', (from, allowed, holds) => {
  test(`moves to ${allowed.join(', ') || 'nothing'} and to nothing else`, () => {
    const possible = STATUSES.filter((to) => {
      try {
        assertMove(from, to);
        return true;
      } catch {
        return false;
      }
    });
    expect(possible).toEqual(allowed);
  });

  test(`${holds ? 'may' : 'cannot'} have units on stock rows in its name`, () => {
    expect(mayHold(from)).toBe(holds);
  });
});

test('a move that the table does not have names those that it has', () => {
  expect(() => assertMove('reserving', 'reserved')).not.toThrow();
  expect(() => assertMove('committed', 'released')).toThrow(/from committed to restocking, not to released/);
  expect(() => assertMove('released', 'reserving')).toThrow(/to nothing/);
});
