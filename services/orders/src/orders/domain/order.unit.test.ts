import { orderNumber, PAYMENT_FROM, PAYMENT_STATUSES, paymentIdOf, refundIdOf } from './order.ts';

test.each([
  ['pending', []],
  ['authorised', ['pending']],
  ['captured', ['pending', 'authorised']],
  ['voided', ['pending', 'authorised']],
  ['refunded', ['pending', 'authorised', 'captured', 'voided']],
] as const)('a payment becomes %s from %j only', (to, from) => {
  expect(PAYMENT_FROM[to]).toEqual(from);
});

test('no step that is repeated late sets a payment back', () => {
  const reached = (status: (typeof PAYMENT_STATUSES)[number]): string[] =>
    PAYMENT_STATUSES.filter((to) => PAYMENT_FROM[to].includes(status));
  expect(reached('captured')).toEqual(['refunded']);
  expect(reached('voided')).toEqual(['refunded']);
  expect(reached('refunded')).toEqual([]);
});

test('what neighbors keep for an order, and its number, follow from its id', () => {
  const id = 'ord_01K5A4Z8S9V3N6M2T7Q0R1W4XY';
  expect(paymentIdOf(id)).toBe('pay_01K5A4Z8S9V3N6M2T7Q0R1W4XY');
  expect(refundIdOf(id)).toBe('rfd_01K5A4Z8S9V3N6M2T7Q0R1W4XY');
  expect(orderNumber(id, new Date('2026-01-15T23:59:59Z'))).toBe('CH-20260115-Q0R1W4XY');
});
