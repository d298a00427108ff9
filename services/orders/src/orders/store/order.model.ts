import { Schema, type Connection } from 'mongoose';
import type { Order } from '../domain/order.ts';
import { ORDER_STATUSES } from '../domain/order-status.ts';

export type OrderDocument = Omit<Order, 'id'> & { _id: string };

const { Mixed } = Schema.Types;

// What an order has sold is a snapshot, written whole from typed values: the schema names the fields that
// updates and indexes reach into, and leaves the rest as it is.
const orderSchema = new Schema<OrderDocument>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    userId: { type: String, required: true },
    status: { type: String, enum: ORDER_STATUSES, required: true },
    version: { type: Number, required: true },
    lines: { type: [Mixed], required: true } as never,
    stores: { type: [Mixed], required: true } as never,
    totals: { type: Mixed, required: true },
    address: { type: Mixed, required: true },
    notes: String,
    payment: { type: Mixed, required: true },
    priceChanges: { type: [Mixed], required: true } as never,
    tracking: { type: [Mixed], required: true } as never,
    createdAt: { type: Date, required: true },
    placedAt: Date,
    failure: String,
  },
  { versionKey: false, minimize: false, collection: 'orders' },
);
orderSchema.index({ userId: 1, _id: -1 });
orderSchema.index({ status: 1, _id: -1 });
orderSchema.index({ userId: 1, 'lines.productId': 1, status: 1 });

export const orderModel = (connection: Connection) => connection.model<OrderDocument>('Order', orderSchema);
