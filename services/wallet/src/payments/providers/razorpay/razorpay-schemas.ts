import { money } from '@chowk/money';
import { z } from 'zod';
import type { ProviderPayment } from '../../domain/provider-payment.ts';

// Razorpay's entities, as far as we read them: https://razorpay.com/docs/api/payments/entity

const id = z.string().min(1).max(64);
const paise = z.int().nonnegative();
const currency = z.string().regex(/^[A-Z]{3}$/);

export const orderSchema = z.object({
  id,
  amount: paise,
  currency,
  receipt: z.string().nullable(),
});

export const paymentSchema = z.object({
  id,
  order_id: id.nullable(),
  amount: paise,
  currency,
  status: z.enum(['created', 'authorized', 'captured', 'refunded', 'failed']),
  amount_refunded: paise.nullish(),
  error_reason: z.string().nullish(),
});
type RazorpayPayment = z.output<typeof paymentSchema>;

export const paymentListSchema = z.object({ items: z.array(paymentSchema) });

export const webhookSchema = z.object({
  event: z.string().min(1).max(100),
  payload: z.looseObject({
    payment: z.object({ entity: paymentSchema }).optional(),
    order: z.object({ entity: orderSchema.pick({ id: true, receipt: true }) }).optional(),
  }),
});

const STATUS: Record<RazorpayPayment['status'], ProviderPayment['status']> = {
  created: 'started',
  authorized: 'authorised',
  captured: 'captured',
  // It was captured before; `refunded` tells how much went back.
  refunded: 'captured',
  failed: 'failed',
};

/**
 * A payment in our words; undefined for one without an order, which cannot be ours.
 * @param receipt of the payment's order: our server set it. A payment's notes would not do, because whoever
 *   opens the checkout sets those, and could claim a payment for another purpose as one of ours.
 */
export function toProviderPayment(
  payment: RazorpayPayment,
  receipt?: string | null,
): ProviderPayment | undefined {
  if (payment.order_id === null) return undefined;
  return {
    id: payment.id,
    orderId: payment.order_id,
    status: STATUS[payment.status],
    amount: money(payment.amount, payment.currency),
    refunded: payment.amount_refunded ?? 0,
    ...(receipt != null && { receipt }),
    ...(payment.error_reason != null && { reason: payment.error_reason }),
  };
}
