import type { Tx } from '@chowk/messaging';
import { after } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { JOBS, type JobDocument } from '../persistence/job.model.ts';

/** A job that was given up on. */
export interface ParkedJob {
  jobId: string;
  type: string;
  key: string;
  data: unknown;
  runAt: Date;
  /** Tries that were begun. */
  attempts: number;
  /** Why the last one failed. */
  error: string;
  parkedAt: Date;
}

/** One parked job, or all of a type. */
type Selection = { jobId: string } | { type: string };

/** What people do with the jobs of a service that need attention. */
export interface JobAdmin {
  /**
   * Up to `limit` of them, the last parked first unless `order` says otherwise; of one type where it is given.
   * `after` is where the page before ended: parkedAt as epoch ms, and jobId.
   */
  list(page: {
    limit: number;
    type?: string;
    after?: readonly [number, string] | undefined;
    order?: 'last first' | 'longest waiting first';
  }): Promise<ParkedJob[]>;
  /** How many of each type; types without one are left out. */
  count(): Promise<Record<string, number>>;
  /**
   * Schedules them for now, with all their tries before them, in a transaction where one is given. Returns how
   * many there were.
   */
  replay(selection: Selection, tx?: Tx): Promise<number>;
  /** Deletes them, in a transaction where one is given. Returns how many there were. */
  discard(selection: Selection, tx?: Tx): Promise<number>;
}

export function createJobAdmin(connection: Connection): JobAdmin {
  const jobs = connection.collection<JobDocument>(JOBS);
  const parked = { state: 'needs-attention' } as const;
  const within = (tx: Tx | undefined) => (tx ? { session: tx.session } : {});
  return {
    async list({ limit, type, after: position, order = 'last first' }) {
      const direction = order === 'last first' ? -1 : 1;
      const keys = { dueAt: direction, jobId: direction } as const;
      const rows = await jobs
        .find({
          ...parked,
          ...(type !== undefined && { type }),
          ...after(keys, position && [new Date(position[0]), position[1]]),
        })
        .sort(keys)
        .limit(limit)
        .toArray();
      return rows.map(parkedJobOf);
    },

    async count() {
      const groups = await jobs
        .aggregate<{ _id: string; count: number }>([
          { $match: parked },
          { $group: { _id: '$type', count: { $sum: 1 } } },
        ])
        .toArray();
      return Object.fromEntries(groups.map(({ _id, count }) => [_id, count]));
    },

    async replay(selection, tx) {
      const anew = { state: 'scheduled', dueAt: '$$NOW', attempts: 0, unhandledSince: '$$REMOVE' };
      const result = await jobs.updateMany({ ...parked, ...selection }, [{ $set: anew }], within(tx));
      return result.modifiedCount;
    },

    async discard(selection, tx) {
      const result = await jobs.deleteMany({ ...parked, ...selection }, within(tx));
      return result.deletedCount;
    },
  };
}

export const parkedJobOf = (job: JobDocument): ParkedJob => {
  const { jobId, type, key, data, runAt, attempts, error = '', dueAt } = job;
  return { jobId, type, key, data, runAt, attempts, error, parkedAt: dueAt };
};
