import { newId } from '@chowk/runtime/ids';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { AttentionAlertRepository, AttentionTopic } from '../ports.ts';
import {
  attentionAlertModel,
  attentionTurnModel,
  type AttentionAlertDocument,
  type AttentionTurnDocument,
} from './attention-alert.model.ts';

/** Told as one at the most; what is more comes with the next alert. */
const BATCH = 1_000;

export function createAttentionAlertRepository(connection: Connection): AttentionAlertRepository {
  const alerts = connection.collection<AttentionAlertDocument>(
    attentionAlertModel(connection).collection.collectionName,
  );
  const turns = connection.collection<AttentionTurnDocument>(
    attentionTurnModel(connection).collection.collectionName,
  );
  return {
    async add(eventId, { id, since, ...raised }, tx) {
      await alerts.insertOne(
        { _id: eventId, itemId: id, since: new Date(since), ...raised },
        { session: tx.session },
      );
    },

    async listUntoldTopics() {
      const groups = await alerts
        .aggregate<{ _id: AttentionTopic }>([{ $group: { _id: { service: '$service', kind: '$kind' } } }])
        .toArray();
      return groups.map(({ _id }) => _id);
    },

    async takeTurn({ service, kind }, pauseMs) {
      const holder = newId('hld');
      const free = { $lte: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] };
      const end = { $add: ['$$NOW', pauseMs] };
      try {
        const row = await turns.findOneAndUpdate(
          { _id: `${service}/${kind}` },
          [
            {
              $set: {
                holder: { $cond: [free, holder, '$holder'] },
                until: { $cond: [free, end, '$until'] },
              },
            },
          ],
          { upsert: true, returnDocument: 'after' },
        );
        return row?.holder === holder;
      } catch (error) {
        // Two were the first at the same moment.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async takeUntold({ service, kind }) {
      const found = await alerts.find({ service, kind }).sort({ since: 1, _id: 1 }).limit(BATCH).toArray();
      await alerts.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } });
      return found.map(({ itemId, title, since }) => ({ service, kind, id: itemId, title, since }));
    },
  };
}
