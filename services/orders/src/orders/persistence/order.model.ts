import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { Order } from '../domain/order.ts';
import { ORDER_STATUSES } from '../domain/order-status.ts';

export type OrderDocument = Omit<Order, 'id'> & { _id: string };

const { Mixed } = Schema.Types;
const facts = { type: Mixed, required: true } as const;
const factList = { type: [Mixed], required: true } as never;

// What an order has sold is a snapshot, written whole from typed values: the schema names the fields that
// updates and indexes reach into, and leaves the rest as it is.
const orderSchema = documentSchema<OrderDocument>('orders', {
  _id: text,
  number: text,
  userId: text,
  status: { type: String, enum: ORDER_STATUSES, required: true },
  version: { type: Number, required: true },
  lines: factList,
  stores: factList,
  totals: facts,
  address: facts,
  notes: String,
  payment: facts,
  priceChanges: factList,
  tracking: factList,
  createdAt: instant,
  placedAt: Date,
  failure: String,
});
// Of people's own lists: those that came to nothing are not in it, and make no list longer to read.
orderSchema.index(
  { userId: 1, _id: -1 },
  { name: 'userId_1__id_-1_placed', partialFilterExpression: { placedAt: { $exists: true } } },
);
orderSchema.index({ status: 1, _id: -1 });
// Of those that came to nothing, which go after a while.
orderSchema.index({ createdAt: 1 }, { partialFilterExpression: { failure: { $exists: true } } });
orderSchema.index({ userId: 1, 'lines.productId': 1, status: 1 });

export const orderModel = defineModel('Order', orderSchema);
