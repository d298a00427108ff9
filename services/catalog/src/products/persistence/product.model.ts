import { Schema, type Connection } from 'mongoose';
import type { Product } from '../ports.ts';

export interface ProductDocument extends Omit<Product, 'id'> {
  _id: string;
  /** Words that a search looks into. */
  words: string[];
  deletedAt: Date | null;
}

const moneyFields = { amount: { type: Number, required: true }, currency: { type: String, required: true } };

const schema = new Schema<ProductDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: '' },
    brand: { type: String, default: null },
    storeId: { type: String, required: true },
    categoryId: { type: String, required: true },
    options: [{ _id: false, name: String, values: [String] }],
    variants: [
      {
        _id: false,
        id: { type: String, required: true },
        sku: { type: String, required: true },
        // Keys are the merchant's words.
        options: { type: Schema.Types.Mixed, required: true },
        price: { original: moneyFields, selling: moneyFields },
        barcode: { type: String, default: null },
      },
    ],
    priceFrom: moneyFields,
    gstRateBps: { type: Number, required: true },
    hsn: { type: String, required: true },
    taxInclusive: { type: Boolean, required: true },
    specifications: [{ _id: false, name: String, value: String }],
    tags: { type: [String], required: true },
    images: { type: [String], required: true },
    featured: { type: Boolean, required: true },
    words: { type: [String], required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    deletedAt: { type: Date, default: null },
  },
  // Without it mongoose leaves the empty options of a product without variants out.
  { versionKey: false, minimize: false },
);
schema.index({ createdAt: -1, _id: -1 });
schema.index({ name: 1, _id: 1 });
schema.index({ 'priceFrom.amount': 1, _id: 1 });
schema.index({ storeId: 1, createdAt: -1, _id: -1 });
schema.index({ categoryId: 1, createdAt: -1, _id: -1 });
schema.index({ words: 1 });

export const productModel = (connection: Connection) =>
  connection.model<ProductDocument>('Product', schema, 'products');
