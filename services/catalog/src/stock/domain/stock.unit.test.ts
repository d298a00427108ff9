import { availability, availableOf, isLive, newStock, type Hold, type Stock } from './stock.ts';

const now = new Date('2026-09-01T12:00:00Z');
const inMs = (ms: number) => new Date(now.getTime() + ms);
const hold = (state: Hold['state'], quantity: number, expiresAt: Date): Hold => ({
  orderId: `ord_${state}_${quantity}`,
  attempt: 1,
  quantity,
  state,
  expiresAt,
});
const stock = (change: Partial<Stock> = {}): Stock => ({
  ...newStock({
    sku: 'A',
    productId: 'prd_1',
    storeId: 'str_1',
    onHand: 10,
    threshold: 2,
    productVersion: 1,
  }),
  ...change,
});

test.each<[Hold['state'], string, boolean, Date]>([
  ['held', 'a moment before it expires', true, inMs(1)],
  ['held', 'at the moment it expires', false, now],
  ['held', 'a moment after it expired', false, inMs(-1)],
  ['sold', 'while its marker is kept', false, inMs(1)],
  ['returned', 'while its marker is kept', false, inMs(1)],
])('a %s entry keeps units from others %s: %s', (state, _when, live, expiresAt) => {
  expect(isLive(hold(state, 1, expiresAt), now)).toBe(live);
});

test('units that are sold, and held at this moment, are not available; those that ran out are', () => {
  const holds = [
    hold('held', 2, inMs(1)),
    hold('held', 3, inMs(60_000)),
    hold('held', 4, now),
    // A sale is counted in `allocated`, a return was taken off it: their markers count nothing.
    hold('sold', 1, inMs(60_000)),
    hold('returned', 1, inMs(60_000)),
  ];
  expect(availability(stock({ allocated: 1, holds }), now)).toEqual({
    onHand: 10,
    allocated: 1,
    reserved: 5,
    available: 4,
  });
});

test('a SKU that is off sale has nothing available, and still what it has', () => {
  const off = stock({ active: false, allocated: 1, holds: [hold('held', 2, inMs(1))] });
  expect(availability(off, now)).toEqual({ onHand: 10, allocated: 1, reserved: 2, available: 0 });
});

test('a new SKU is on sale with all its units', () => {
  expect(stock()).toEqual({
    sku: 'A',
    productId: 'prd_1',
    storeId: 'str_1',
    productVersion: 1,
    active: true,
    onHand: 10,
    allocated: 0,
    threshold: 2,
    holds: [],
  });
  expect(availability(stock(), now).available).toBe(10);
});

test('of several rows the one of the SKU counts; none is none, and below zero shows as zero', () => {
  const rows = [stock({ sku: 'A', onHand: 3 }), stock({ sku: 'B', onHand: 1, allocated: 2 })];
  expect(availableOf(rows, 'A', now)).toBe(3);
  expect(availableOf(rows, 'B', now)).toBe(0);
  expect(availableOf(rows, 'C', now)).toBe(0);
});
