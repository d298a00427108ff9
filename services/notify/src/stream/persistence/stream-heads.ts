import type { Tx } from '@chowk/messaging';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { mongo, type Collection } from 'mongoose';
import type { StreamAddition, StreamWriter } from '../ports.ts';
import type { StreamDocument } from './stream.model.ts';

/** Takes the next numbers of people's streams, and counts what is new and unread. Returns each one's first. */
export const createStreamHeads =
  (streams: Collection<StreamDocument>) =>
  async (tx: Tx, additions: readonly StreamAddition[]): ReturnType<StreamWriter['append']> => {
    const { session } = tx;
    const lasts = new Map<string, number>();
    try {
      if (additions.length === 1) {
        const [{ userId, events }] = additions as [StreamAddition];
        const head = await streams.findOneAndUpdate({ _id: userId }, growthBy(events), {
          upsert: true,
          returnDocument: 'after',
          session,
        });
        lasts.set(userId, head!.lastSeq);
      } else if (additions.length > 1) {
        // One after the other in the order of their ids: where a write waits for another transaction's, two
        // replicas that tell the same people would otherwise wait for each other.
        const inOrder = [...additions].sort((a, b) => (a.userId < b.userId ? -1 : 1));
        await streams.bulkWrite(
          inOrder.map(({ userId, events }) => ({
            updateOne: { filter: { _id: userId }, update: growthBy(events), upsert: true },
          })),
          { session },
        );
        // They are ours until the commit: what we read now nobody else has changed meanwhile.
        const ids = additions.map(({ userId }) => userId);
        const heads = await streams
          .find({ _id: { $in: ids } }, { session, projection: { lastSeq: 1 } })
          .toArray();
        for (const { _id, lastSeq } of heads) lasts.set(_id, lastSeq);
      }
    } catch (error) {
      // Two first events of one person at once: both upserts insert. It is a conflict like any other, but
      // the database does not label it so, and only the label makes the transaction run again.
      if (isDuplicateKey(error) && error instanceof mongo.MongoError)
        error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
      throw error;
    }
    return new Map(additions.map(({ userId, events }) => [userId, lasts.get(userId)! - events.length + 1]));
  };

const growthBy = (events: StreamAddition['events']) => {
  const unread = events.filter(({ name }) => name === 'new_notification').length;
  return { $inc: { lastSeq: events.length, ...(unread > 0 && { unread }) } };
};
