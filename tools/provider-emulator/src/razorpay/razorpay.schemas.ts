import { z } from 'zod';
import { PAYMENT_METHODS } from './razorpay-entities.ts';

const MIN_AMOUNT_PAISE = 100;

// The npm client's types allow a numeric string, and Razorpay takes it.
const paise = z
  .union(
    [
      z.int(),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ],
    { error: 'The amount must be an integer.' },
  )
  .refine((amount) => amount >= MIN_AMOUNT_PAISE, { error: 'The amount must be atleast INR 1.00' });

const currency = z
  .string({ error: 'The currency field is required.' })
  .regex(/^[A-Z]{3}$/, { error: 'The currency is not supported.' });

const receipt = z
  .string({ error: 'The receipt must be a string.' })
  .max(40, { error: 'The receipt may not be greater than 40 characters.' });

const notes = z
  .record(z.string(), z.union([z.string(), z.number()]).transform(String), {
    error: 'The notes must be key-value pairs.',
  })
  .refine((pairs) => Object.keys(pairs).length <= 15, {
    error: 'Number of fields in notes should be less than or equal to 15',
  })
  .refine((pairs) => Object.values(pairs).every((value) => value.length <= 256), {
    error: 'The notes may not have values longer than 256 characters.',
  });

export const createOrderSchema = z.strictObject({
  amount: paise,
  currency,
  receipt: receipt.nullish(),
  notes: notes.optional(),
  /** Older switch for automatic capture. */
  payment_capture: z.union([z.boolean(), z.literal([0, 1, '0', '1'])]).optional(),
  payment: z
    .object({
      capture: z.enum(['automatic', 'manual'], { error: 'The capture must be automatic or manual.' }),
    })
    .optional(),
});
export type CreateOrder = z.infer<typeof createOrderSchema>;

export const captureSchema = z.strictObject({ amount: paise, currency: currency.optional() });
export type Capture = z.infer<typeof captureSchema>;

export const refundSchema = z.strictObject({
  amount: paise.optional(),
  speed: z.enum(['normal', 'optimum'], { error: 'The speed must be normal or optimum.' }).default('normal'),
  notes: notes.optional(),
  receipt: receipt.nullish(),
});
export type CreateRefund = z.infer<typeof refundSchema>;

/** https://razorpay.com/docs/api/refunds/normal-refunds-idempotent */
export const refundIdempotencyKeySchema = z.string().regex(/^[A-Za-z0-9_-]{10,}$/, {
  error: 'The idempotency key must be at least 10 characters of letters, digits, hyphens and underscores.',
});

export const paySchema = z.strictObject({
  method: z.enum(PAYMENT_METHODS).default('upi'),
  /** Without it: what the order asks for (`payment.capture` or `payment_capture`), else captured. */
  outcome: z.enum(['captured', 'authorized', 'failed']).optional(),
  /** Paise; without it the order's due amount. Another amount makes the mismatch that Chowk has to park. */
  amount: z.int().min(1).optional(),
  /** Pays although the order was paid: two checkouts of one order were open. */
  again: z.boolean().default(false),
});
export type Pay = z.infer<typeof paySchema>;

/** https://razorpay.com/docs/api/disputes/fetch-all: at most 100 on a page. */
export const pageSchema = z.object({
  count: z.coerce.number().int().min(1).max(100).default(10),
  skip: z.coerce.number().int().min(0).default(0),
});

/** What is done by people in the dashboard, or by the bank: a part, or without an amount all that is left. */
export const partSchema = z.strictObject({ amount: z.int().min(1).optional() });
export const verdictSchema = z.enum(['won', 'lost'], { error: 'A dispute is won or lost.' });
