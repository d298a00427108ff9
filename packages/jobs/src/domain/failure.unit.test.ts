import { z } from 'zod';
import { defineJob } from '../definition/define-job.ts';
import { afterFailure, describeError } from './failure.ts';

const policy = { backoff: { firstMs: 1_000, maxMs: 6_000 }, maxAttempts: 5 };

test.each([
  [1, { kind: 'retry', delayMs: 1_000 }],
  [2, { kind: 'retry', delayMs: 2_000 }],
  [3, { kind: 'retry', delayMs: 4_000 }],
  [4, { kind: 'retry', delayMs: 6_000 }],
  [5, { kind: 'park' }],
  [6, { kind: 'park' }],
])('after %i failed tries of five: %j', (attempts, outcome) => {
  expect(afterFailure(attempts, policy)).toEqual(outcome);
});

test('an error is told in one line of at most 500 characters', () => {
  expect(describeError(new TypeError('no'))).toBe('TypeError: no');
  expect(describeError('text')).toBe('text');
  expect(describeError(new Error('x'.repeat(900)))).toHaveLength(500);
});

describe('a job type', () => {
  const schema = z.strictObject({});
  test.each(['reminder', 'Orders.reminder', 'orders.', 'orders/reminder', 'orders.cart reminder'])(
    '"%s" is refused',
    (type) => expect(() => defineJob({ type, schema })).toThrow('not a job type'),
  );

  test('is tried ten times over a quarter of an hour unless it says otherwise', () => {
    expect(defineJob({ type: 'orders.cart-reminder', schema }).policy).toEqual({
      backoff: { firstMs: 1_000, maxMs: 900_000 },
      maxAttempts: 10,
      timeoutMs: 300_000,
    });
    expect(defineJob({ type: 'orders.cart-reminder', schema, maxAttempts: 2 }).policy.maxAttempts).toBe(2);
  });
});
