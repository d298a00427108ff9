import { Schema, type Connection } from 'mongoose';
import type { CartLine } from '../domain/cart.ts';

interface CartDocument {
  /** `user:<id>` or `guest:<hash of the token>`: one cart for each owner, by construction. */
  _id: string;
  version: number;
  lines: CartLine[];
  updatedAt: Date;
  /** Carts of guests only. Judged when read; the index merely tidies up. */
  expiresAt?: Date;
}

const price = new Schema(
  { amount: { type: Number, required: true }, currency: { type: String, required: true } },
  { _id: false },
);

const cartSchema = new Schema<CartDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    lines: {
      type: [
        new Schema(
          {
            itemId: { type: String, required: true },
            productId: { type: String, required: true },
            variantId: { type: String, required: true },
            quantity: { type: Number, required: true },
            shownPrice: { type: price, required: true },
          },
          { _id: false },
        ),
      ],
      required: true,
    },
    updatedAt: { type: Date, required: true },
    expiresAt: Date,
  },
  { versionKey: false, collection: 'carts' },
);
cartSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const cartModel = (connection: Connection) => connection.model<CartDocument>('Cart', cartSchema);
