import { randomUUID } from 'node:crypto';
import type { Envelope } from '@chowk/contracts/events';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ClientSession, Connection } from 'mongoose';

export interface OutboxRow {
  _id: string;
  envelope: Envelope;
  createdAt: Date;
  /** Until then the process that wrote or claimed the row publishes it; afterwards anybody may. */
  leaseUntil: Date;
  /** Which claim took it last. */
  claim?: string;
}

const COLLECTION = 'outbox';

export async function createOutboxCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ leaseUntil: 1 });
}

export interface OutboxRepository {
  insert(rows: OutboxRow[], session: ClientSession): Promise<void>;
  /**
   * Takes up to `limit` rows that nobody publishes, in the order they were written. None are left when it
   * takes none; fewer than `limit` may mean that another replica was at the same ones.
   */
  claim(limit: number, leaseMs: number): Promise<OutboxRow[]>;
  delete(rows: readonly OutboxRow[]): Promise<void>;
}

/** Replicas choose among so many batches, so that they seldom want the same one. */
const BATCHES_TO_CHOOSE_FROM = 10;

export function createOutboxRepository(connection: Connection, clock: Clock): OutboxRepository {
  const collection = connection.collection<OutboxRow>(COLLECTION);

  /** The ids of a batch that is free at the moment; a random one, unless there is only one. */
  const findFree = async (limit: number, now: Date): Promise<string[]> => {
    const free = await collection
      .find({ leaseUntil: { $lte: now } }, { projection: { _id: 1 } })
      .sort({ leaseUntil: 1 })
      .limit(limit * BATCHES_TO_CHOOSE_FROM)
      .toArray();
    const batch = Math.floor(Math.random() * Math.ceil(free.length / limit));
    return free.slice(batch * limit, (batch + 1) * limit).map(({ _id }) => _id);
  };

  return {
    async insert(rows, session) {
      await collection.insertMany(rows, { session });
    },

    async claim(limit, leaseMs) {
      for (;;) {
        const now = clock();
        const ids = await findFree(limit, now);
        if (ids.length === 0) return [];
        const claim = randomUUID();
        const taken = await collection.updateMany(
          { _id: { $in: ids }, leaseUntil: { $lte: now } },
          { $set: { claim, leaseUntil: new Date(now.getTime() + leaseMs) } },
        );
        // Another replica was quicker with all of them; there may be more.
        if (taken.modifiedCount === 0) continue;
        return collection
          .find({ _id: { $in: ids }, claim })
          .sort({ _id: 1 })
          .toArray();
      }
    },

    async delete(rows) {
      if (rows.length > 0) await collection.deleteMany({ _id: { $in: rows.map(({ _id }) => _id) } });
    },
  };
}
