import type { Migration } from '@chowk/runtime/mongo';

/**
 * Has providers asked about payments that ended before what they take back was watched: refunds that were
 * ignored are posted, and money that was parked without a posting goes to suspense. Those older than
 * `REVERSAL_WATCH_DAYS` are asked about once.
 */
export const watchEndedPayments: Migration = {
  id: '0002-watch-ended-payments',
  async up(connection) {
    await connection.collection('payments').updateMany(
      {
        provider: { $ne: 'wallet' },
        status: { $in: ['captured', 'parked'] },
        providerOrderId: { $exists: true },
        nextCheckAt: { $exists: false },
      },
      { $set: { nextCheckAt: new Date() } },
    );
  },
};
