import { defineModel, documentSchema, instant, moneyFields, text } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { Product } from '../domain/product.ts';

export interface ProductDocument extends Omit<Product, 'id'> {
  _id: string;
  /** Words that a search looks into. */
  words: string[];
  /** Whether units were unsold as of the latest look at its stock; rows of older releases lack it. */
  inStock?: boolean;
  /** How often its stock was looked at: only the look that began last writes what it saw. */
  stockLooks?: number;
  deletedAt: Date | null;
}

const schema = documentSchema<ProductDocument>('products', {
  _id: text,
  name: text,
  description: { type: String, default: '' },
  brand: { type: String, default: null },
  storeId: text,
  categoryId: text,
  options: [{ _id: false, name: String, values: [String] }],
  variants: [
    {
      _id: false,
      id: text,
      sku: text,
      // Keys are the merchant's words.
      options: { type: Schema.Types.Mixed, required: true },
      price: { original: moneyFields, selling: moneyFields },
      barcode: { type: String, default: null },
    },
  ],
  priceFrom: moneyFields,
  gstRateBps: { type: Number, required: true },
  hsn: text,
  taxInclusive: { type: Boolean, required: true },
  specifications: [{ _id: false, name: String, value: String }],
  tags: { type: [String], required: true },
  images: { type: [String], required: true },
  featured: { type: Boolean, required: true },
  words: { type: [String], required: true },
  version: { type: Number, required: true },
  createdAt: instant,
  inStock: Boolean,
  stockLooks: Number,
  deletedAt: { type: Date, default: null },
});
// A sort is served by an index whose fields are those it is filtered by, then its own: one for each filter that lists
// are cut by, in each order. `deletedAt` stays out, a filter of few rows: an index follows null in several runs.
for (const filter of [undefined, 'storeId', 'categoryId', 'inStock', 'featured'])
  for (const order of [
    { createdAt: -1, _id: -1 },
    { name: 1, _id: 1 },
    { 'priceFrom.amount': 1, _id: 1 },
  ] as const)
    schema.index({ ...(filter !== undefined && { [filter]: 1 }), ...order });
schema.index({ words: 1 });

export const productModel = defineModel('Product', schema);
