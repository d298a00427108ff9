import { moneySchema, positiveMoneySchema } from '@chowk/money';
import { z } from 'zod';

const examples = [{ amount: 12_345, currency: 'INR' }];

/** An amount of zero or more, in requests and answers. */
export const money = moneySchema.meta({
  id: 'Money',
  description: 'An amount in integer minor units of its currency: 12345 INR is Rs 123.45.',
  examples,
});

/** An amount above zero: what is paid, held, topped up. */
export const positiveMoney = positiveMoneySchema.meta({
  id: 'PositiveMoney',
  description: 'An amount above zero, in integer minor units of its currency.',
  examples,
});

/** An amount that may be below zero: a difference, the balance of an account of the house. Answers only. */
export const signedMoney = z.strictObject({ amount: z.int(), currency: moneySchema.shape.currency }).meta({
  id: 'SignedMoney',
  description: 'An amount in integer minor units of its currency; below zero is possible.',
  examples: [{ amount: -12_345, currency: 'INR' }],
});

/** How many of something: a whole number from 1 to `max`. */
export const quantity = (max: number) => z.int().min(1).max(max).meta({ description: 'How many.' });
