import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';

export interface RefundDocument {
  _id: string;
  paymentId: string;
  amount: number;
  currency: string;
  reason: string;
  createdAt: Date;
}

export const refundModel = defineModel(
  'Refund',
  documentSchema<RefundDocument>('refunds', {
    _id: text,
    paymentId: text,
    amount: minorUnits,
    currency: text,
    // Not `required`: it may be empty.
    reason: String,
    createdAt: instant,
  }).index({ paymentId: 1 }),
);
