import { money } from '@chowk/money';
import { authorizedPayment, firstAuthorizationMismatch, tombstone } from './wallet-payment.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const given = {
  id: 'pay_1',
  userId: 'usr_1',
  amount: money(400, 'INR'),
  reference: 'ord_1',
  holdSeconds: 90,
};
const stored = authorizedPayment(given, NOW);

test('an authorized payment has nothing refunded and ends after its hold seconds', () => {
  expect(stored).toEqual({
    id: 'pay_1',
    userId: 'usr_1',
    purpose: 'order',
    provider: 'wallet',
    status: 'authorised',
    amount: money(400, 'INR'),
    refunded: money(0, 'INR'),
    reference: 'ord_1',
    createdAt: NOW,
    updatedAt: NOW,
    expiresAt: new Date('2026-01-01T00:01:30Z'),
  });
});

test('a tombstone is void, of nothing and of nobody', () => {
  expect(tombstone('pay_1', 'gave up', 'INR', NOW)).toEqual({
    id: 'pay_1',
    purpose: 'order',
    provider: 'wallet',
    status: 'voided',
    amount: money(0, 'INR'),
    refunded: money(0, 'INR'),
    reference: '',
    createdAt: NOW,
    updatedAt: NOW,
    reason: 'gave up',
  });
});

describe('an authorization asked for again', () => {
  test('is the same one with another hold time', () => {
    expect(firstAuthorizationMismatch(stored, { ...given, ...{ holdSeconds: 5 } })).toBeUndefined();
  });

  test.each([
    ['userId', { userId: 'usr_2' }],
    ['amount.amount', { amount: money(401, 'INR') }],
    ['amount.currency', { amount: money(400, 'USD') }],
    ['reference', { reference: 'ord_2' }],
  ])('differs in %s', (path, change) => {
    expect(firstAuthorizationMismatch(stored, { ...given, ...change })).toBe(path);
  });

  test('is not a top-up of that id', () => {
    expect(firstAuthorizationMismatch({ ...stored, purpose: 'topup' }, given)).toBe('paymentId');
  });

  test('names the first of several differences', () => {
    const other = { userId: 'usr_2', amount: money(1, 'USD'), reference: 'ord_2' };
    expect(firstAuthorizationMismatch(stored, other)).toBe('userId');
  });
});
