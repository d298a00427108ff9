import { money } from '@chowk/money';
import type { Connection } from 'mongoose';
import { isFinal, statesBefore, type Payment } from '../domain/payment.ts';
import type { PaymentStore, RefundStore } from '../ports.ts';
import { paymentModel, refundModel, type PaymentRow, type RefundRow } from './payment.models.ts';

export function toPayment(row: PaymentRow): Payment {
  const { _id, amount, currency, refunded, refundable: _r, nextCheckAt: _n, ...rest } = row;
  return { id: _id, amount: money(amount, currency), refunded: money(refunded, currency), ...rest };
}

function toPaymentRow({ id, amount, refunded, ...rest }: Payment): PaymentRow {
  return {
    _id: id,
    amount: amount.amount,
    currency: amount.currency,
    refunded: refunded.amount,
    refundable: amount.amount - refunded.amount,
    ...rest,
  };
}

export function createPaymentStore(connection: Connection): PaymentStore {
  const payments = paymentModel(connection);
  return {
    async insert(payment, tx) {
      await payments.insertMany([toPaymentRow(payment)], { ...(tx && { session: tx.session }), lean: true });
    },

    async find(id) {
      const row = await payments.findById(id).lean();
      return row ? toPayment(row) : undefined;
    },

    async findMany(ids) {
      return (await payments.find({ _id: { $in: ids } }).lean()).map(toPayment);
    },

    async findByProviderOrder(provider, providerOrderId) {
      const row = await payments.findOne({ provider, providerOrderId }).lean();
      return row ? toPayment(row) : undefined;
    },

    async pageOfUser({ userId, after, limit }) {
      const older = after && {
        $or: [
          { createdAt: { $lt: after.createdAt } },
          { createdAt: after.createdAt, _id: { $lt: after.id } },
        ],
      };
      const rows = await payments
        .find({ userId, ...older })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return rows.map(toPayment);
    },

    async move(id, to, { now, attempt, ...set }, tx) {
      const row = await payments
        .findOneAndUpdate(
          {
            _id: id,
            status: { $in: statesBefore(to) },
            ...(attempt !== undefined && { providerPaymentId: { $in: [null, attempt] } }),
          },
          {
            $set: { status: to, updatedAt: now, ...set },
            // Nobody needs to ask the provider about a payment that has ended.
            ...(isFinal(to) && { $unset: { nextCheckAt: '' } }),
          },
          { ...(tx && { session: tx.session }), returnDocument: 'after' },
        )
        .lean();
      return row ? toPayment(row) : undefined;
    },

    async addRefund(id, { amount, currency }, now, { session }) {
      const row = await payments
        .findOneAndUpdate(
          { _id: id, status: 'captured', currency, refundable: { $gte: amount } },
          { $inc: { refunded: amount, refundable: -amount }, $set: { updatedAt: now } },
          { session, returnDocument: 'after' },
        )
        .lean();
      return row ? toPayment(row) : undefined;
    },
  };
}

export function createRefundStore(connection: Connection): RefundStore {
  const refunds = refundModel(connection);
  const toRefund = ({ _id, amount, currency, ...rest }: RefundRow) => ({
    id: _id,
    amount: money(amount, currency),
    ...rest,
  });
  return {
    async insert({ id, amount, ...rest }, { session }) {
      await refunds.insertMany([{ _id: id, ...amount, ...rest }], { session, lean: true });
    },
    async find(id) {
      const row = await refunds.findById(id).lean();
      return row ? toRefund(row) : undefined;
    },
  };
}
