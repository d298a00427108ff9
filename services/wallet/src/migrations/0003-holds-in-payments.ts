import type { Migration } from '@chowk/runtime/mongo';

interface HoldRow {
  _id: string;
  expiresAt: Date;
  releaseTries?: number;
  retryAt?: Date;
}

const BATCH = 500;

/**
 * An authorized payment is its own hold: it gets the moment to release it, which stood in the hold's row. The rows
 * stay as they ended; open ones are marked as moved, which no replica of the release before takes for open: it
 * would release a second time what is captured by this one. Such replicas are to be stopped first.
 */
export const holdsInPayments: Migration = {
  id: '0003-holds-in-payments',
  async up(connection) {
    const payments = connection.collection<{ _id: string }>('payments');
    const holds = connection.collection<HoldRow>('ledger_holds');
    for (;;) {
      const open = await holds.find({ state: 'held' }).limit(BATCH).toArray();
      if (open.length === 0) break;
      await payments.bulkWrite(
        open.map(({ _id, expiresAt, retryAt, releaseTries }) => ({
          updateOne: {
            filter: { _id, status: 'authorised' },
            update: { $set: { releaseAt: retryAt ?? expiresAt, ...(releaseTries && { releaseTries }) } },
          },
        })),
        { ordered: false },
      );
      const ids = open.map(({ _id }) => _id);
      await holds.updateMany({ _id: { $in: ids }, state: 'held' }, { $set: { state: 'moved' } });
    }
  },
};
