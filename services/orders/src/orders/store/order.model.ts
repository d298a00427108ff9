import { Schema, type Connection } from 'mongoose';
import type { Order } from '../domain/order.ts';
import { ORDER_STATUSES } from '../domain/order-status.ts';

export type OrderDocument = Omit<Order, 'id' | 'saga'> & {
  _id: string;
  /** `working` is false once the saga is over; it keeps the sweeper's index as small as the work at hand. */
  saga: Order['saga'] & { working: boolean };
};

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
    saga: { type: Mixed, required: true },
  },
  { versionKey: false, minimize: false, collection: 'orders' },
);
orderSchema.index({ userId: 1, _id: -1 });
orderSchema.index({ status: 1, _id: -1 });
orderSchema.index({ userId: 1, 'lines.productId': 1, status: 1 });
orderSchema.index({ 'saga.leaseUntil': 1 }, { partialFilterExpression: { 'saga.working': true } });

export const orderModel = (connection: Connection) => connection.model<OrderDocument>('Order', orderSchema);
