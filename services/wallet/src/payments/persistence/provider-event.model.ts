import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import type { ProviderPayment } from '../domain/provider-payment.ts';
import type { ProviderReversal } from '../domain/provider-reversal.ts';

/** What is kept of a webhook: the facts that count, and nothing of the customer's name, phone or card. */
export interface ProviderEventDocument {
  /** `<provider>:<id of the event>` */
  _id: string;
  type: string;
  /** The receipt is stored under the name that it had when top-ups were all that providers did. */
  payment?: Omit<ProviderPayment, 'receipt'> & { topupId?: string };
  reversal?: ProviderReversal;
  state: 'stored' | 'processed' | 'ignored';
  tries: number;
  receivedAt: Date;
  /** On stored events only: when to process next. */
  nextTryAt?: Date;
}

export const providerEventModel = defineModel(
  'ProviderEvent',
  documentSchema<ProviderEventDocument>('provider_events', {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    payment: { type: Object },
    reversal: { type: Object },
    state: { type: String, required: true },
    tries: { type: Number, required: true },
    receivedAt: { type: Date, required: true },
    nextTryAt: Date,
  }).index({ nextTryAt: 1 }, { partialFilterExpression: { nextTryAt: { $exists: true } } }),
);
