import type { Migration } from '@chowk/runtime/mongo';
import type { Collection, Connection } from 'mongoose';
import { streamKey } from '../stream/domain/stream-key.ts';

/** As the first release wrote them: the key is what clients know a line by. */
interface FirstLine {
  _id: string;
  userId: string;
  seq: number;
}
interface StreamRow {
  _id: string;
  unread?: number;
}

const BATCH = 500;
const FIRST_INDEXES: ReadonlySet<string> = new Set([
  'userId_1_seq_-1',
  'userId_1_category_1_seq_-1',
  'userId_1_readAt_1_seq_-1',
]);
/** Keys of the first release; those of today begin with a user id. */
const FIRST_KEYS = { $gte: 'ntf_', $lt: 'ntf`' };

/**
 * Lines of inboxes get the person and their place as key, and people the number of their unread lines. A line is
 * copied before it is deleted, so whoever dies in between leaves one too many, which the next run replaces.
 *
 * Lines that replicas of the release before write while this one is rolled out are in nobody's list; the next
 * release runs this once more for them.
 */
export const notificationKeys: Migration = {
  id: '0002-notification-keys',
  async up(connection) {
    const lines = connection.collection<FirstLine>('notifications');
    // The first of them is unique, and a copy has the same values.
    for (const { name } of await lines.indexes())
      if (name !== undefined && FIRST_INDEXES.has(name)) await lines.dropIndex(name);
    for (;;) {
      const batch = await lines.find({ _id: FIRST_KEYS }).sort({ _id: 1 }).limit(BATCH).toArray();
      if (batch.length === 0) break;
      await lines.bulkWrite(
        batch.map(({ _id: id, seq, ...rest }) => ({
          replaceOne: {
            filter: { _id: streamKey(rest.userId, seq) },
            // Another document than the collection's type says: that of today.
            replacement: { id, ...rest } as unknown as Omit<FirstLine, '_id'>,
            upsert: true,
          },
        })),
        { ordered: false },
      );
      await lines.deleteMany({ _id: { $in: batch.map(({ _id }) => _id) } });
    }
    await countUnread(connection, lines);
  },
};

/** Sets and adds nothing: to be run again does no harm while nobody reads or writes lines. */
async function countUnread(connection: Connection, lines: Collection<FirstLine>): Promise<void> {
  const streams = connection.collection<StreamRow>('streams');
  await streams.updateMany({ unread: { $exists: true } }, { $set: { unread: 0 } });
  const counts = lines.aggregate<{ _id: string; unread: number }>([
    { $match: { readAt: null } },
    { $group: { _id: '$userId', unread: { $sum: 1 } } },
  ]);
  let updates: Array<{ updateOne: { filter: { _id: string }; update: { $set: { unread: number } } } }> = [];
  const write = async (): Promise<void> => {
    if (updates.length > 0) await streams.bulkWrite(updates, { ordered: false });
    updates = [];
  };
  for await (const { _id, unread } of counts) {
    updates.push({ updateOne: { filter: { _id }, update: { $set: { unread } } } });
    if (updates.length === BATCH) await write();
  }
  await write();
}
