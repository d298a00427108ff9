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
   * Up to `limit` of them, the last parked first; of one type where it is given. `after` is where the page
   * before ended: parkedAt as epoch ms, and jobId.
   */
  list(page: { limit: number; type?: string; after?: readonly [number, string] }): Promise<ParkedJob[]>;
  /** How many of each type; types without one are left out. */
  count(): Promise<Record<string, number>>;
  /** Schedules them for now, with all their tries before them. Returns how many there were. */
  replay(selection: Selection): Promise<number>;
  /** Deletes them. Returns how many there were. */
  discard(selection: Selection): Promise<number>;
}

export function createJobAdmin(connection: Connection): JobAdmin {
  const jobs = connection.collection<JobDocument>(JOBS);
  const parked = { state: 'needs-attention' } as const;
  return {
    async list({ limit, type, after }) {
      const position = after && { dueAt: new Date(after[0]), jobId: after[1] };
      const rows = await jobs
        .find({
          ...parked,
          ...(type !== undefined && { type }),
          ...(position && {
            dueAt: { $lte: position.dueAt },
            $or: [
              { dueAt: { $lt: position.dueAt } },
              { dueAt: position.dueAt, jobId: { $lt: position.jobId } },
            ],
          }),
        })
        .sort({ dueAt: -1, jobId: -1 })
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

    async replay(selection) {
      const anew = { state: 'scheduled', dueAt: '$$NOW', attempts: 0, unhandledSince: '$$REMOVE' };
      const result = await jobs.updateMany({ ...parked, ...selection }, [{ $set: anew }]);
      return result.modifiedCount;
    },

    async discard(selection) {
      const result = await jobs.deleteMany({ ...parked, ...selection });
      return result.deletedCount;
    },
  };
}

export const parkedJobOf = (job: JobDocument): ParkedJob => {
  const { jobId, type, key, data, runAt, attempts, error = '', dueAt } = job;
  return { jobId, type, key, data, runAt, attempts, error, parkedAt: dueAt };
};
