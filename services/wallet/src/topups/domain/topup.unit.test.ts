import { money } from '@chowk/money';
import { checkTopupAmount } from './topup.ts';

const limits = { currency: 'INR', min: 100, max: 10_000 };

test.each([100, 101, 10_000])('a top-up of %i is within 100 and 10,000', (amount) => {
  expect(() => checkTopupAmount(money(amount, 'INR'), limits)).not.toThrow();
});

test.each([99, 10_001])('a top-up of %i is refused with the limits', (amount) => {
  expect(() => checkTopupAmount(money(amount, 'INR'), limits)).toThrow(
    expect.objectContaining({
      code: 'AMOUNT_OUT_OF_RANGE',
      details: [{ path: 'amount.amount', min: 100, max: 10_000 }],
    }),
  );
});

test('another currency is refused ahead of the amount', () => {
  expect(() => checkTopupAmount(money(1, 'USD'), limits)).toThrow(
    expect.objectContaining({
      code: 'VALIDATION_FAILED',
      details: [{ path: 'amount.currency', message: 'must be INR' }],
    }),
  );
});
