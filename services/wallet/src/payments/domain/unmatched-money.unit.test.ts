import { money } from '@chowk/money';
import {
  newUnmatchedMoney,
  refundKeyOf,
  UNMATCHED_STATUSES,
  unmatchedBefore,
  type UnmatchedStatus,
} from './unmatched-money.ts';

const [HEAD, ...ROWS] = `
  from       held  refunding  returned  credited
  held       -     x          x         x
  refunding  -     -          x         -
  returned   x     -          -         -
  credited   x     -          -         -
`
  .trim()
  .split('\n')
  .map((row) => row.trim().split(/\s+/));
const targets = HEAD!.slice(1);
const table = ROWS.flatMap(([from, ...cells]) =>
  cells.map((cell, at) => [from!, targets[at]!, cell === 'x'] as const),
);

test('every pair of statuses is decided', () => {
  expect([...targets].sort()).toEqual([...UNMATCHED_STATUSES].sort());
  expect(table).toHaveLength(UNMATCHED_STATUSES.length ** 2);
});

test.each(table)('from %s to %s: %s', (from, to, allowed) => {
  expect(unmatchedBefore(to as UnmatchedStatus).includes(from as UnmatchedStatus)).toBe(allowed);
});

test('the key of a refund is the same for the same amount, fit for a provider, and another once a part went back', () => {
  const NOW = new Date('2026-01-01T00:00:00Z');
  const payment = {
    id: 'top_1',
    userId: 'usr_1',
    purpose: 'topup',
    provider: 'razorpay',
    status: 'captured',
    amount: money(500, 'INR'),
    refunded: money(0, 'INR'),
    reference: 'top_1',
    createdAt: NOW,
    updatedAt: NOW,
  } as const;
  const amount = money(500, 'INR');
  const attempt = { id: 'pay_2', orderId: 'order_1', status: 'captured', refunded: 0, amount } as const;
  const unmatched = newUnmatchedMoney('razorpay', payment, attempt, 'second', NOW);
  expect(unmatched).toMatchObject({ id: 'razorpay:pay_2', paymentId: 'top_1', left: 500, status: 'held' });
  expect(refundKeyOf(unmatched)).toBe('unm_pay_2_500');
  expect(refundKeyOf(unmatched)).toMatch(/^[A-Za-z0-9_-]{10,}$/);
  expect(refundKeyOf({ ...unmatched, left: 200 })).toBe('unm_pay_2_200');
});
