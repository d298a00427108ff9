import { money } from '@chowk/money';
import { mismatch, newProviderPayment, relevantAttempts, type ProviderPayment } from './provider-payment.ts';

test('a new payment through a provider is created, with nothing refunded', () => {
  const NOW = new Date('2026-01-01T00:00:00Z');
  const given = {
    id: 'top_1',
    userId: 'usr_1',
    purpose: 'topup',
    provider: 'razorpay',
    amount: money(500, 'INR'),
    reference: 'top_1',
  } as const;
  expect(newProviderPayment(given, NOW)).toEqual({
    ...given,
    status: 'created',
    refunded: money(0, 'INR'),
    createdAt: NOW,
    updatedAt: NOW,
  });
});

describe('what was paid against what was asked for', () => {
  const asked = money(20_000, 'INR');

  test('fits when it is the same and nothing went back', () => {
    expect(mismatch(asked, { amount: money(20_000, 'INR'), refunded: 0 })).toBeUndefined();
  });

  test.each([
    ['one unit more', money(20_001, 'INR'), 0, 'asked for 20000, paid 20001'],
    ['one unit less', money(19_999, 'INR'), 0, 'asked for 20000, paid 19999'],
    ['another currency', money(20_000, 'USD'), 0, 'asked for INR, paid in USD'],
    ['another currency and amount', money(1, 'USD'), 0, 'asked for INR, paid in USD'],
    ['one unit returned', money(20_000, 'INR'), 1, 'the provider has already returned 1'],
    ['all returned', money(20_000, 'INR'), 20_000, 'the provider has already returned 20000'],
  ])('%s does not fit', (_what, amount, refunded, problem) => {
    expect(mismatch(asked, { amount, refunded })).toBe(problem);
  });
});

describe('of several attempts', () => {
  const attempt = (id: string, status: ProviderPayment['status']): ProviderPayment => ({
    id,
    orderId: 'order_1',
    status,
    amount: money(500, 'INR'),
    refunded: 0,
  });
  const [started, failed, second, authorised, captured, again] = [
    attempt('1', 'started'),
    attempt('2', 'failed'),
    attempt('3', 'failed'),
    attempt('4', 'authorised'),
    attempt('5', 'captured'),
    attempt('6', 'captured'),
  ];

  test.each([
    ['none', [], []],
    ['one that only began', [started], []],
    ['failed ones', [started, failed, second], [failed]],
    ['one under way beside failed ones', [failed, authorised, started], [authorised]],
    ['a capture beside all others', [failed, authorised, captured, started], [captured]],
    ['two captures', [captured, failed, again], [captured, again]],
  ])('of %s count', (_what, attempts, relevant) => {
    expect(relevantAttempts(attempts)).toEqual(relevant);
  });
});
