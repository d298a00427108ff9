import { money } from '@chowk/money';
import { after, isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import { isFinal, statusesBefore, type Payment } from '../domain/payment.ts';
import type { HeldPayment, PaymentRepository } from '../ports.ts';
import { paymentModel, type PaymentDocument } from './payment.model.ts';

function toPayment(document: PaymentDocument): Payment {
  const { _id, amount, currency, refunded, ...kept } = document;
  const { refundable: _r, nextCheckAt: _n, releaseAt: _a, releaseTries: _t, ...rest } = kept;
  return { id: _id, amount: money(amount, currency), refunded: money(refunded, currency), ...rest };
}
const toPaymentIfAny = (found: PaymentDocument | null): Payment | undefined =>
  found ? toPayment(found) : undefined;

const toDocument = ({ id, amount, refunded, ...rest }: Payment): PaymentDocument => ({
  _id: id,
  amount: amount.amount,
  currency: amount.currency,
  refunded: refunded.amount,
  refundable: amount.amount - refunded.amount,
  ...rest,
  ...(rest.status === 'authorised' && rest.expiresAt && { releaseAt: rest.expiresAt }),
});

const NEWEST_FIRST = { createdAt: -1, _id: -1 } as const;

export function createPaymentRepository(connection: Connection): PaymentRepository {
  const payments = paymentModel(connection);
  // What each payment from a wallet writes, by the driver: see the ledger's repository.
  const rows = connection.collection<PaymentDocument>(payments.collection.collectionName);
  return {
    async insert(payment, tx) {
      try {
        await rows.insertOne(toDocument(payment), { ...(tx && { session: tx.session }) });
      } catch (error) {
        throw isDuplicateKey(error) ? new DuplicateId(`payment ${payment.id}`, { cause: error }) : error;
      }
    },

    find: async (id, tx) =>
      toPaymentIfAny(
        await payments
          .findById(id)
          .session(tx?.session ?? null)
          .lean(),
      ),

    findMany: async (ids) => (await payments.find({ _id: { $in: ids } }).lean()).map(toPayment),

    findByProviderOrder: async (provider, providerOrderId) =>
      toPaymentIfAny(await payments.findOne({ provider, providerOrderId }).lean()),

    async list({ userId, after: position, limit }) {
      const found = await payments
        .find({ userId, ...after(NEWEST_FIRST, position && [position.createdAt, position.id]) })
        .sort(NEWEST_FIRST)
        .limit(limit)
        .lean();
      return found.map(toPayment);
    },

    async transition(id, to, { now, attempt, nextCheckAt, ...set }, tx) {
      const moved = await payments
        .findOneAndUpdate(
          {
            _id: id,
            status: { $in: statusesBefore(to) },
            ...(attempt !== undefined && { providerPaymentId: { $in: [null, attempt] } }),
          },
          {
            $set: { status: to, updatedAt: now, ...set, ...(nextCheckAt && { nextCheckAt }) },
            ...(isFinal(to) && !nextCheckAt && { $unset: { nextCheckAt: '' } }),
          },
          { ...(tx && { session: tx.session }), returnDocument: 'after' },
        )
        .lean();
      return toPaymentIfAny(moved);
    },

    async endHold(id, to, { now, validAt, timedOutBy, reason }, { session }) {
      const ended = await rows.findOneAndUpdate(
        {
          _id: id,
          status: 'authorised',
          expiresAt: {
            ...(validAt && { $gt: validAt }),
            ...(timedOutBy && { $lte: timedOutBy }),
            $exists: true,
          },
        },
        { $set: { status: to, updatedAt: now, ...(reason !== undefined && { reason }) } },
        { session, returnDocument: 'after' },
      );
      // The predicate has seen the expiry, and nobody authorizes without a user.
      return ended ? (toPayment(ended) as HeldPayment) : undefined;
    },

    async listReleases(limit) {
      const found = await payments
        .find(
          { status: 'authorised', releaseAt: { $exists: true } },
          { userId: 1, releaseAt: 1, releaseTries: 1 },
        )
        .sort({ releaseAt: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id, userId, releaseAt, releaseTries = 0 }) => ({
        ...{ id: _id, userId: userId!, at: releaseAt!, tries: releaseTries },
      }));
    },

    async putOffRelease(id, releaseTries, releaseAt) {
      await payments.updateOne({ _id: id, status: 'authorised' }, { $set: { releaseTries, releaseAt } });
    },

    async addRefund(id, { amount, currency }, now, { session }) {
      const refunded = await rows.findOneAndUpdate(
        { _id: id, purpose: 'order', status: 'captured', currency, refundable: { $gte: amount } },
        { $inc: { refunded: amount, refundable: -amount }, $set: { updatedAt: now } },
        { session, returnDocument: 'after' },
      );
      return toPaymentIfAny(refunded);
    },

    async addReversed(id, amount, now, { session }) {
      await payments.updateOne(
        { _id: id },
        { $inc: { refunded: amount, refundable: -amount }, $set: { updatedAt: now } },
        { session },
      );
    },

    async attachOrder(id, provider, providerOrderId, nextCheckAt) {
      const attached = await payments
        .findOneAndUpdate(
          { _id: id, provider, providerOrderId: { $exists: false } },
          { $set: { providerOrderId, nextCheckAt } },
          { returnDocument: 'after' },
        )
        .lean();
      return toPaymentIfAny(attached);
    },

    async claimDueCheck(now, leaseUntil) {
      const claimed = await payments
        .findOneAndUpdate(
          { nextCheckAt: { $lte: now } },
          { $set: { nextCheckAt: leaseUntil } },
          { sort: { nextCheckAt: 1 }, returnDocument: 'after' },
        )
        .lean();
      return toPaymentIfAny(claimed);
    },

    async nextCheckDue() {
      const next = await payments
        .findOne({ nextCheckAt: { $exists: true } }, { nextCheckAt: 1 })
        .sort({ nextCheckAt: 1 })
        .lean();
      return next?.nextCheckAt;
    },

    async scheduleCheck(id, leaseUntil, at) {
      await payments.updateOne(
        // Whoever moved the payment on meanwhile has said when to ask again.
        { _id: id, nextCheckAt: leaseUntil },
        at ? { $set: { nextCheckAt: at } } : { $unset: { nextCheckAt: '' } },
      );
    },
  };
}
