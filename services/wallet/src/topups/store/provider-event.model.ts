import { Schema, type Connection, type Model } from 'mongoose';
import { ownModel } from '../../store/own-model.ts';
import type { ProviderPayment } from '../ports.ts';

/** What is kept of a webhook: the facts that count, and nothing of the customer's name, phone or card. */
export interface ProviderEventRow {
  /** `<provider>:<id of the event>` */
  _id: string;
  type: string;
  payment?: ProviderPayment;
  state: 'stored' | 'processed' | 'ignored';
  tries: number;
  receivedAt: Date;
  /** On stored events only: when to process next. */
  nextTryAt?: Date;
}

export const providerEventModel = (connection: Connection): Model<ProviderEventRow> =>
  ownModel<ProviderEventRow>(
    connection,
    'ProviderEvent',
    new Schema<ProviderEventRow>(
      {
        _id: { type: String, required: true },
        type: { type: String, required: true },
        payment: { type: Object },
        state: { type: String, required: true },
        tries: { type: Number, required: true },
        receivedAt: { type: Date, required: true },
        nextTryAt: Date,
      },
      { versionKey: false, collection: 'provider_events' },
    ).index({ nextTryAt: 1 }, { partialFilterExpression: { nextTryAt: { $exists: true } } }),
  );
