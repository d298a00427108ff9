import { money } from '@chowk/money';
import { z } from 'zod';
import type { ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderReversal, ReversalState } from '../../domain/provider-reversal.ts';
import type { ProviderDispute } from '../provider.ts';

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

/** https://razorpay.com/docs/api/refunds/entity */
export const refundSchema = z.object({
  id,
  payment_id: id,
  amount: paise,
  currency,
  status: z.enum(['pending', 'processed', 'failed']),
});
export const refundListSchema = z.object({ items: z.array(refundSchema) });

/** https://razorpay.com/docs/api/disputes/entity; a phase that is new to us is one that has not ended. */
const disputeSchema = z.object({
  id,
  payment_id: id,
  amount: paise,
  currency,
  amount_deducted: paise.nullish(),
  status: z.string().max(50),
  created_at: z.int(),
});
export const disputeListSchema = z.object({ items: z.array(disputeSchema) });

export const webhookSchema = z.object({
  event: z.string().min(1).max(100),
  payload: z.looseObject({
    payment: z.object({ entity: paymentSchema }).optional(),
    order: z.object({ entity: orderSchema.pick({ id: true, receipt: true }) }).optional(),
    refund: z.object({ entity: refundSchema }).optional(),
    dispute: z.object({ entity: disputeSchema }).optional(),
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

const REFUND_STATE: Record<z.output<typeof refundSchema>['status'], ReversalState> = {
  pending: 'open',
  processed: 'taken',
  failed: 'returned',
};
const DISPUTE_STATE: Record<string, ReversalState> = { lost: 'taken', won: 'returned' };

/** A refund in our words. */
export const refundToReversal = (refund: z.output<typeof refundSchema>): ProviderReversal => ({
  id: refund.id,
  kind: 'refund',
  providerPaymentId: refund.payment_id,
  amount: money(refund.amount, refund.currency),
  state: REFUND_STATE[refund.status],
});

/** A dispute in our words. What was deducted may be less than what was disputed. */
export const disputeToReversal = (dispute: z.output<typeof disputeSchema>): ProviderDispute => ({
  id: dispute.id,
  kind: 'dispute',
  providerPaymentId: dispute.payment_id,
  amount: money(dispute.amount_deducted || dispute.amount, dispute.currency),
  state: DISPUTE_STATE[dispute.status] ?? 'open',
  openedAt: new Date(dispute.created_at * 1000),
});
