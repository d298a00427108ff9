import * as fc from 'fast-check';
import {
  checkMove,
  combineLines,
  onReserve,
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
  it('combined keep every unit, name each SKU once, and stand in one order for everybody', () => {
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
  it.each([
    ['reserved', after(1), 'answer'],
    ['reserved', now, 'again'],
    ['reserving', after(1), 'gather'],
    ['reserving', now, 'again'],
    ['refused', after(1), 'again'],
    ['lapsed', after(-1), 'again'],
    ['committed', after(-1), 'answer'],
    ['restocking', after(1), 'closed'],
    ['released', after(1), 'closed'],
  ] as const)('%s until %s: %s', (status, expiresAt, decision) => {
    expect(onReserve(reservation(status, expiresAt), one, now)).toBe(decision);
  });

  it('with other lines is a mismatch, unless the order is closed', () => {
    for (const other of [
      [{ sku: 'A', quantity: 2 }],
      [{ sku: 'B', quantity: 1 }],
      [...one, { sku: 'B', quantity: 1 }],
    ]) {
      expect(onReserve(reservation('committed', after(1)), other, now)).toBe('mismatch');
      expect(onReserve(reservation('released', after(1)), other, now)).toBe('closed');
    }
  });
});

it('a move that the table does not have names those that it has', () => {
  expect(() => checkMove('reserving', 'reserved')).not.toThrow();
  expect(() => checkMove('committed', 'released')).toThrow(/from committed to restocking, not to released/);
  expect(() => checkMove('released', 'reserving')).toThrow(/to nothing/);
});
