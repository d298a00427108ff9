import type { OpenHolds } from '../../ledger/ledger.ts';
import type { Connection } from 'mongoose';
import { paymentModel } from './payment.model.ts';

const BATCH = 500;

/** The holds of authorized payments, for the proof of the ledger. */
export function createOpenHolds(connection: Connection): OpenHolds {
  const payments = paymentModel(connection);
  return {
    async *stream(userIds, { session }) {
      const open = payments.find(
        { status: 'authorised', userId: { $in: [...userIds] } },
        { userId: 1, amount: 1, currency: 1 },
        { session },
      );
      for await (const { userId, amount, currency } of open.lean().cursor({ batchSize: BATCH }))
        yield { userId: userId!, amount, currency };
    },
  };
}
