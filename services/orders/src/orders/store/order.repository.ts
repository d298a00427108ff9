import type { Connection } from 'mongoose';
import type { Order } from '../domain/order.ts';
import { isWorking } from '../domain/saga.ts';
import type { OrderChange, Orders } from '../ports.ts';
import { orderModel, type OrderDocument } from './order.model.ts';

/** Orders in MongoDB. Every change is one conditional update of one document. */
export function createOrderRepository(connection: Connection): Orders {
  const orders = orderModel(connection);
  return {
    async insert({ id, saga, ...order }, tx) {
      const document = { _id: id, ...order, saga: { ...saga, working: isWorking(saga.step) } };
      await orders.insertMany([document], { session: tx.session, lean: true });
    },

    async find(id) {
      const found = await orders.findById(id).lean<OrderDocument>();
      return found ? toOrder(found) : undefined;
    },

    async findMany(ids) {
      return (await orders.find({ _id: { $in: [...ids] } }).lean<OrderDocument[]>()).map(toOrder);
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
        .lean<OrderDocument[]>();
      return found.map(toOrder);
    },

    async hasDelivered(userId, productId) {
      const found = await orders.exists({ userId, 'lines.productId': productId, status: 'delivered' });
      return found !== null;
    },

    async change(order, change, { holder, tx } = {}) {
      const changed = await orders
        .findOneAndUpdate(
          {
            _id: order.id,
            version: order.version,
            'saga.step': order.saga.step,
            ...(holder !== undefined && { 'saga.holder': holder }),
          },
          toUpdate(change),
          { returnDocument: 'after', ...(tx && { session: tx.session }) },
        )
        .lean<OrderDocument>();
      return changed ? toOrder(changed) : undefined;
    },

    async takeOver(id, holder, leaseUntil, now) {
      const taken = await orders
        .findOneAndUpdate(
          { _id: id, 'saga.working': true, 'saga.leaseUntil': { $lte: now } },
          { $set: { 'saga.holder': holder, 'saga.leaseUntil': leaseUntil } },
          { returnDocument: 'after' },
        )
        .lean<OrderDocument>();
      return taken ? toOrder(taken) : undefined;
    },

    async renew(id, holder, leaseUntil) {
      const renewed = await orders.updateOne(
        { _id: id, 'saga.working': true, 'saga.holder': holder },
        { $set: { 'saga.leaseUntil': leaseUntil } },
      );
      return renewed.matchedCount === 1;
    },

    async due(now, limit) {
      const found = await orders
        .find({ 'saga.working': true, 'saga.leaseUntil': { $lte: now } }, { _id: 1 })
        .sort({ 'saga.leaseUntil': 1 })
        .limit(limit)
        .lean<Array<{ _id: string }>>();
      return found.map(({ _id }) => _id);
    },
  };
}

function toUpdate({ move, saga, payment, placedAt }: OrderChange) {
  const sagaFields = Object.entries(saga ?? {}).map(([field, value]) => [`saga.${field}`, value]);
  return {
    $set: {
      ...Object.fromEntries(sagaFields),
      ...(saga?.step && { 'saga.working': isWorking(saga.step) }),
      ...(payment && { 'payment.status': payment }),
      ...(move && { status: move.to, version: move.version }),
      ...(placedAt && { placedAt }),
    },
    ...(move && { $push: { tracking: move.entry } }),
  };
}

function toOrder({ _id, saga: { working: _, ...saga }, ...rest }: OrderDocument): Order {
  return { id: _id, ...rest, saga };
}
