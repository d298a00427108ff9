import type { Connection } from 'mongoose';
import { OPEN_TOPUP_STATES } from '../../payments/domain/payment.ts';
import { paymentModel } from '../../payments/store/payment.models.ts';
import { toPayment } from '../../payments/store/payment.repository.ts';
import type { TopupStore } from '../ports.ts';

/** Top-ups are payments; this is what only they need. */
export function createTopupStore(connection: Connection): TopupStore {
  const payments = paymentModel(connection);
  return {
    async attachOrder(id, providerOrderId, nextCheckAt) {
      const row = await payments
        .findOneAndUpdate(
          { _id: id, purpose: 'topup', providerOrderId: { $exists: false } },
          { $set: { providerOrderId, nextCheckAt } },
          { returnDocument: 'after' },
        )
        .lean();
      return row ? toPayment(row) : undefined;
    },

    async claimDue(now, leaseUntil) {
      const row = await payments
        .findOneAndUpdate(
          { nextCheckAt: { $lte: now }, status: { $in: OPEN_TOPUP_STATES } },
          { $set: { nextCheckAt: leaseUntil } },
          { sort: { nextCheckAt: 1 }, returnDocument: 'after' },
        )
        .lean();
      return row ? toPayment(row) : undefined;
    },

    async scheduleCheck(id, at) {
      await payments.updateOne(
        { _id: id, status: { $in: OPEN_TOPUP_STATES } },
        at ? { $set: { nextCheckAt: at } } : { $unset: { nextCheckAt: '' } },
      );
    },
  };
}
