import { Schema, type Connection } from 'mongoose';
import type { Stock } from '../domain/stock.ts';
import type { Adjustment, AdjustmentState, LowNotice } from '../ports.ts';

export interface StockDocument extends Omit<Stock, 'sku'> {
  /** The SKU. */
  _id: string;
  /** Ids of the latest adjustments: none of them can be applied again. */
  adjustmentIds: string[];
  lowNotice?: { id: string; available: number; at: Date };
}

const stockSchema = new Schema<StockDocument>(
  {
    _id: { type: String, required: true },
    productId: { type: String, required: true },
    storeId: { type: String, required: true },
    active: { type: Boolean, required: true },
    onHand: { type: Number, required: true },
    allocated: { type: Number, required: true },
    threshold: { type: Number, required: true },
    holds: [
      { _id: false, orderId: String, attempt: Number, quantity: Number, state: String, expiresAt: Date },
    ],
    adjustmentIds: { type: [String], required: true },
    lowNotice: { type: { _id: false, id: String, available: Number, at: Date } },
  },
  { versionKey: false },
);
stockSchema.index({ productId: 1 });
stockSchema.index({ storeId: 1 });
stockSchema.index({ 'lowNotice.at': 1 }, { sparse: true });

export const stockModel = (connection: Connection) =>
  connection.model<StockDocument>('Stock', stockSchema, 'stock');

export interface AdjustmentDocument extends Omit<Adjustment, 'id'> {
  _id: string;
  state: AdjustmentState;
}
const adjustmentSchema = new Schema<AdjustmentDocument>(
  {
    _id: { type: String, required: true },
    sku: { type: String, required: true },
    delta: { type: Number, required: true },
    reason: { type: String, required: true },
    userId: { type: String, required: true },
    at: { type: Date, required: true },
    state: { type: String, required: true },
  },
  { versionKey: false },
);
adjustmentSchema.index({ state: 1, at: 1 }, { partialFilterExpression: { state: 'pending' } });
adjustmentSchema.index({ sku: 1, at: -1 });

export const adjustmentModel = (connection: Connection) =>
  connection.model<AdjustmentDocument>('StockAdjustment', adjustmentSchema, 'stock_adjustments');

/** Notices that were told; written with the event, so that no crossing is told twice. */
export interface ToldNoticeDocument extends Omit<LowNotice, 'id'> {
  _id: string;
  at: Date;
}
const toldNoticeSchema = new Schema<ToldNoticeDocument>(
  {
    _id: { type: String, required: true },
    sku: String,
    productId: String,
    storeId: String,
    available: Number,
    threshold: Number,
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
toldNoticeSchema.index({ at: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });

export const toldNoticeModel = (connection: Connection) =>
  connection.model<ToldNoticeDocument>('StockNotice', toldNoticeSchema, 'stock_notices');
