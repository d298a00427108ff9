import { money } from '@chowk/money';
import { firstRefundMismatch, type Refund } from './refund.ts';

const stored: Refund = {
  id: 'rfd_1',
  paymentId: 'pay_1',
  amount: money(60, 'INR'),
  reason: 'returned',
  createdAt: new Date('2026-01-01T00:00:00Z'),
};

test('a refund asked for again is the same one in other words', () => {
  expect(firstRefundMismatch(stored, { ...stored, ...{ reason: 'broken' } })).toBeUndefined();
});

test.each([
  ['paymentId', { paymentId: 'pay_2' }],
  ['amount.amount', { amount: money(61, 'INR') }],
  ['amount.currency', { amount: money(60, 'USD') }],
])('a refund asked for again differs in %s', (path, change) => {
  expect(firstRefundMismatch(stored, { ...stored, ...change })).toBe(path);
});
