import { defineModel, documentSchema, instant, moneyFields, text } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { CartLine } from '../domain/cart.ts';

export interface CartDocument {
  /** `user:<id>` or `guest:<hash of the token>`: one cart for each owner, by construction. */
  _id: string;
  version: number;
  lines: CartLine[];
  updatedAt: Date;
  /** Carts of guests only. Judged when read; the index merely tidies up. */
  expiresAt?: Date;
}

const count = { type: Number, required: true } as const;
const line = new Schema(
  {
    itemId: text,
    productId: text,
    variantId: text,
    quantity: count,
    quotedPrice: { type: new Schema(moneyFields, { _id: false }), required: true },
  },
  { _id: false },
);

const cartSchema = documentSchema<CartDocument>('carts', {
  _id: text,
  version: count,
  lines: { type: [line], required: true },
  updatedAt: instant,
  expiresAt: Date,
});
cartSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const cartModel = defineModel('Cart', cartSchema);
