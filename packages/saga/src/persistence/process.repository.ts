import type { Tx } from '@chowk/messaging';
import { mongoTime } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { isLive, isOver, type Process } from '../domain/process.ts';
import type { ProcessStore } from '../ports.ts';
import { processModel, type ProcessDocument } from './process.model.ts';

/** A process that is told more than this has a caller that repeats itself. */
const MAX_SIGNALS = 50;
/** `takesSignals` of the domain, as a query. */
const TAKES_SIGNALS = ['running', 'waiting', 'needs-attention'] as const;
const DAY_MS = 24 * 3600 * 1000;

/** Processes in MongoDB, in the collection of `processModel`. */
export function createProcessRepository(
  connection: Connection,
  options: { keepDays: number } = { keepDays: 30 },
): ProcessStore {
  // The driver's own collection: a record is on the path of every request.
  const processes = connection.collection<ProcessDocument>(
    processModel(connection).collection.collectionName,
  );
  const within = (tx: Tx | undefined) => (tx ? { session: tx.session } : {});

  const toDocument = ({ id, ...process }: Process): ProcessDocument => ({
    _id: id,
    ...process,
    live: isLive(process.state),
    ...(isOver(process.state) && {
      expiresAt: new Date(process.updatedAt.getTime() + options.keepDays * DAY_MS),
    }),
  });

  return {
    time: () => mongoTime(connection),

    async insert(process, tx) {
      await processes.insertOne(toDocument(process), within(tx));
    },

    async find(id, tx) {
      const found = await processes.findOne({ _id: id }, within(tx));
      return found ? toProcess(found) : undefined;
    },

    async record(process, holder, tx) {
      const { _id, ...document } = toDocument({ ...process, version: process.version + 1 });
      const result = await processes.replaceOne(
        { _id, version: process.version, holder },
        document as ProcessDocument,
        within(tx),
      );
      return result.matchedCount === 1;
    },

    async takeOver(id, holder, dueAt, now) {
      const taken = await processes.findOneAndUpdate(
        { _id: id, live: true, dueAt: { $lte: now } },
        { $set: { holder, dueAt } },
        { returnDocument: 'after' },
      );
      return taken ? toProcess(taken) : undefined;
    },

    async renew(id, holder, dueAt) {
      const renewed = await processes.updateOne({ _id: id, live: true, holder }, { $set: { dueAt } });
      return renewed.matchedCount === 1;
    },

    async due(types, until, limit) {
      return processes
        .find({ live: true, dueAt: { $lte: until }, type: { $in: [...types] } })
        .project<Pick<Process, 'type' | 'subject' | 'dueAt'>>({ _id: 0, type: 1, subject: 1, dueAt: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
    },

    async signal(id, signal, tx) {
      const told = await processes.findOneAndUpdate(
        {
          _id: id,
          state: { $in: [...TAKES_SIGNALS] },
          failure: { $exists: false },
          [`signals.${MAX_SIGNALS - 1}`]: { $exists: false },
        },
        { $push: { signals: signal }, $inc: { version: 1 }, $set: { updatedAt: signal.at } },
        { ...within(tx), returnDocument: 'after' },
      );
      if (!told) return false;
      // A holder meets the new version at its next record; one that rests is taken up now.
      if (told.holder === null) {
        await processes.updateOne({ _id: id }, { $set: { dueAt: signal.at } }, within(tx));
      }
      return true;
    },

    async listAttention({ type, after, limit }) {
      const found = await processes
        .find({
          ...needsAttention(after?.at),
          ...(type !== undefined && { type }),
          ...(after && {
            $or: [{ attentionAt: { $gt: after.at } }, { attentionAt: after.at, _id: { $gt: after.id } }],
          }),
        })
        .sort({ attentionAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(toProcess);
    },

    async countAttention() {
      const found = await processes
        .aggregate<{ _id: string; count: number }>([
          { $match: needsAttention() },
          { $group: { _id: '$type', count: { $sum: 1 } } },
          { $sort: { _id: 1 } },
        ])
        .toArray();
      return found.map(({ _id, count }) => ({ type: _id, count }));
    },
  };
}

/** Bounded below by the indexed field: otherwise the engine reads every process there is. */
const needsAttention = (from = new Date(0)) =>
  ({ state: 'needs-attention', attentionAt: { $gte: from } }) as const;

function toProcess({ _id, live: _, expiresAt: __, ...process }: ProcessDocument): Process {
  return { id: _id, ...process };
}
