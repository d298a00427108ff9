import { Schema, type Connection, type Model } from 'mongoose';
import { ownModel } from '../../store/own-model.ts';
import type { Payment } from '../domain/payment.ts';

export interface PaymentRow {
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
  /** Open top-up: when to ask the provider next. */
  nextCheckAt?: Date;
}

export interface RefundRow {
  _id: string;
  paymentId: string;
  amount: number;
  currency: string;
  reason: string;
  createdAt: Date;
}

const text = { type: String, required: true } as const;
const minorUnits = { type: Number, required: true, validate: Number.isSafeInteger } as const;
const instant = { type: Date, required: true } as const;

export const paymentModel = (connection: Connection): Model<PaymentRow> =>
  ownModel<PaymentRow>(
    connection,
    'Payment',
    new Schema<PaymentRow>(
      {
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
      },
      { versionKey: false, collection: 'payments' },
    )
      .index({ userId: 1, createdAt: -1, _id: -1 })
      .index(
        { provider: 1, providerOrderId: 1 },
        { unique: true, partialFilterExpression: { providerOrderId: { $exists: true } } },
      )
      .index({ nextCheckAt: 1 }, { partialFilterExpression: { nextCheckAt: { $exists: true } } }),
  );

export const refundModel = (connection: Connection): Model<RefundRow> =>
  ownModel<RefundRow>(
    connection,
    'Refund',
    new Schema<RefundRow>(
      {
        _id: text,
        paymentId: text,
        amount: minorUnits,
        currency: text,
        reason: String,
        createdAt: instant,
      },
      { versionKey: false, collection: 'refunds' },
    ).index({ paymentId: 1 }),
  );
