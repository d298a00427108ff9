import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import type { Payment } from '../domain/payment.ts';

export interface PaymentDocument {
  _id: string;
  userId?: string;
  purpose: Payment['purpose'];
  provider: Payment['provider'];
  status: Payment['status'];
  amount: number;
  currency: string;
  refunded: number;
  /** Captured and not yet refunded: what a refund's predicate looks at. */
  refundable: number;
  reference: string;
  createdAt: Date;
  updatedAt: Date;
  expiresAt?: Date;
  providerOrderId?: string;
  providerPaymentId?: string;
  reason?: string;
  /** Open at the provider: when to ask next. */
  nextCheckAt?: Date;
  /** Authorized: when to release the hold, or to try again; and how often that failed. */
  releaseAt?: Date;
  releaseTries?: number;
}

export const paymentModel = defineModel(
  'Payment',
  documentSchema<PaymentDocument>('payments', {
    _id: text,
    userId: String,
    purpose: text,
    provider: text,
    status: text,
    amount: minorUnits,
    currency: text,
    refunded: minorUnits,
    refundable: minorUnits,
    // Not `required`: a tombstone has none.
    reference: String,
    createdAt: instant,
    updatedAt: instant,
    expiresAt: Date,
    providerOrderId: String,
    providerPaymentId: String,
    reason: String,
    nextCheckAt: Date,
    releaseAt: Date,
    releaseTries: Number,
  })
    .index({ userId: 1, createdAt: -1, _id: -1 })
    .index(
      { provider: 1, providerOrderId: 1 },
      { unique: true, partialFilterExpression: { providerOrderId: { $exists: true } } },
    )
    .index({ nextCheckAt: 1 }, { partialFilterExpression: { nextCheckAt: { $exists: true } } })
    // Of open holds only, so that ended ones cost nothing: for their release, and for the proof of the ledger.
    .index({ releaseAt: 1 }, { partialFilterExpression: { status: 'authorised' } })
    .index({ userId: 1 }, { partialFilterExpression: { status: 'authorised' } }),
);
