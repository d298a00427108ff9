import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { LowStockAlert } from '../domain/low-stock.ts';

/** Alerts that were published; written with the event, so that no crossing is published twice. */
export interface PublishedAlertDocument extends Omit<LowStockAlert, 'id'> {
  _id: string;
  at: Date;
}

const schema = documentSchema<PublishedAlertDocument>('stock_notices', {
  _id: text,
  sku: String,
  productId: String,
  storeId: String,
  available: Number,
  threshold: Number,
  at: instant,
});
schema.index({ at: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });

export const publishedAlertModel = defineModel('StockNotice', schema);
