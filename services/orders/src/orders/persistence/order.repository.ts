import { AppError } from '@chowk/contracts/errors';
import type { Connection } from 'mongoose';
import { PAYMENT_FROM, type Order } from '../domain/order.ts';
import type { OrderChange, OrderRepository } from '../ports.ts';
import { orderModel, type OrderDocument } from './order.model.ts';

/** Orders in MongoDB. Every change is one conditional update of one document. */
export function createOrderRepository(connection: Connection): OrderRepository {
  // The driver's own collection: an order is on the path of every checkout.
  const orders = connection.collection<OrderDocument>(orderModel(connection).collection.collectionName);
  const find: OrderRepository['find'] = async (id) => {
    const found = await orders.findOne({ _id: id });
    return found ? toOrder(found) : undefined;
  };
  return {
    find,

    async insert({ id, ...order }, tx) {
      await orders.insertOne({ _id: id, ...order }, { session: tx.session });
    },

    async findMany(ids) {
      return (await orders.find({ _id: { $in: [...ids] } }).toArray()).map(toOrder);
    },

    async list({ userId, status, placedOnly, before, limit }) {
      const found = await orders
        .find({
          ...(userId !== undefined && { userId }),
          ...(status !== undefined && { status }),
          ...(placedOnly && { placedAt: { $exists: true } }),
          ...(before !== undefined && { _id: { $lt: before } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(toOrder);
    },

    async hasDelivered(userId, productId) {
      const found = await orders.findOne(
        { userId, 'lines.productId': productId, status: 'delivered' },
        { projection: { _id: 1 } },
      );
      return found !== null;
    },

    async change(order, change, tx) {
      const changed = await orders.findOneAndUpdate(
        { _id: order.id, version: order.version },
        toUpdate(change),
        { returnDocument: 'after', session: tx.session },
      );
      return changed ? toOrder(changed) : undefined;
    },

    async setPayment(id, status) {
      const changed = await orders.findOneAndUpdate(
        { _id: id, 'payment.status': { $in: [...PAYMENT_FROM[status]] } },
        { $set: { 'payment.status': status } },
        { returnDocument: 'after' },
      );
      const order = changed ? toOrder(changed) : await find(id);
      if (!order) throw new AppError('ORDER_NOT_FOUND');
      return order;
    },
  };
}

const toUpdate = ({ move, payment, placedAt, failure }: OrderChange) => ({
  $set: {
    ...(payment && { 'payment.status': payment }),
    ...(move && { status: move.to, version: move.version }),
    ...(placedAt && { placedAt }),
    ...(failure !== undefined && { failure }),
  },
  ...(move && { $push: { tracking: move.entry } }),
});

const toOrder = ({ _id, ...order }: OrderDocument): Order => ({ id: _id, ...order });
