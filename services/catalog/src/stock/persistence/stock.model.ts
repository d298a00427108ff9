import { defineModel, documentSchema, text } from '@chowk/runtime/mongo';
import type { LowStockAlert } from '../domain/low-stock.ts';
import type { StockTurn } from '../domain/stock-turn.ts';
import type { Stock } from '../domain/stock.ts';

export interface StockDocument extends Omit<Stock, 'sku'> {
  /** The SKU. */
  _id: string;
  /** Ids of the latest adjustments: none of them can be applied again. */
  adjustmentIds: string[];
  /** The crossing of the threshold that is still to be published. */
  lowNotice?: { id: string; available: number; at: Date };
  /** Whether units were unsold after the latest update that may have changed it; rows of older releases lack it. */
  inStock?: boolean;
  /** When `inStock` turned, until the product has heard of it. */
  turnedAt?: Date;
}

const schema = documentSchema<StockDocument>('stock', {
  _id: text,
  productId: text,
  storeId: text,
  active: { type: Boolean, required: true },
  productVersion: Number,
  onHand: { type: Number, required: true },
  allocated: { type: Number, required: true },
  threshold: { type: Number, required: true },
  holds: [{ _id: false, orderId: String, attempt: Number, quantity: Number, state: String, expiresAt: Date }],
  adjustmentIds: { type: [String], required: true },
  lowNotice: { type: { _id: false, id: String, available: Number, at: Date } },
  inStock: Boolean,
  turnedAt: Date,
});
schema.index({ productId: 1 });
schema.index({ storeId: 1 });
schema.index({ 'lowNotice.at': 1 }, { sparse: true });
schema.index({ turnedAt: 1 }, { sparse: true });

export const stockModel = defineModel('Stock', schema);

/** The alert that a row notes. */
export const alertOf = (document: StockDocument): LowStockAlert | undefined => {
  const { _id, productId, storeId, threshold, lowNotice } = document;
  if (!lowNotice) return undefined;
  return { id: lowNotice.id, sku: _id, productId, storeId, available: lowNotice.available, threshold };
};

/** What a turn is told by. */
export const TURN_FIELDS = { productId: 1, inStock: 1, turnedAt: 1 } as const;

/** The turn that a row notes. */
export const turnOf = (
  row: Pick<StockDocument, '_id' | 'productId' | 'inStock' | 'turnedAt'>,
): StockTurn | undefined => {
  const { _id, productId, inStock, turnedAt } = row;
  return turnedAt && { sku: _id, productId, inStock: inStock!, at: turnedAt };
};
