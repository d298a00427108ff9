import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import type { Reversal } from '../domain/provider-reversal.ts';

export interface ReversalDocument extends Omit<Reversal, 'id' | 'amount'> {
  _id: string;
  amount: number;
  currency: string;
}

export const reversalModel = defineModel(
  'ProviderReversal',
  documentSchema<ReversalDocument>('provider_reversals', {
    _id: text,
    provider: text,
    kind: text,
    providerPaymentId: text,
    paymentId: text,
    amount: minorUnits,
    currency: text,
    state: text,
    from: String,
    createdAt: instant,
    updatedAt: instant,
  }).index({ provider: 1, providerPaymentId: 1 }),
);
