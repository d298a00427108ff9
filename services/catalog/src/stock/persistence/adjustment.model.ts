import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { Adjustment, AdjustmentState } from '../domain/adjustment.ts';

export interface AdjustmentDocument extends Omit<Adjustment, 'id'> {
  _id: string;
  state: AdjustmentState;
}

const schema = documentSchema<AdjustmentDocument>('stock_adjustments', {
  _id: text,
  sku: text,
  delta: { type: Number, required: true },
  reason: text,
  userId: text,
  at: instant,
  state: text,
});
schema.index({ state: 1, at: 1 }, { partialFilterExpression: { state: 'pending' } });
schema.index({ sku: 1, at: -1 });

export const adjustmentModel = defineModel('StockAdjustment', schema);
