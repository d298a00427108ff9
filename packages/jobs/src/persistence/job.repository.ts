import type { JobChange } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { mongo, type ClientSession, type Connection } from 'mongoose';
import { JOBS, type JobDocument } from './job.model.ts';

/** A job in the hands of a process. */
export type ClaimedJob = JobDocument & { holder: string };

/** What is stored of the request that scheduled a job. */
type JobOrigin = Pick<JobDocument, 'requestId' | 'traceparent'>;

export interface JobRepository {
  /** Writes what a transaction scheduled: a job of the same type and key gives way, whatever its state. */
  write(changes: readonly JobChange[], origin: JobOrigin, session: ClientSession): Promise<void>;
  /** Up to `limit` jobs to be looked at by `now`, the oldest first where the index serves in order. */
  findDue(now: Date, limit: number): Promise<JobDocument[]>;
  /** When the first job in (after, upTo] is to be looked at. */
  nextDueAt(after: Date, upTo: Date): Promise<Date | undefined>;
  /** Takes those jobs that nobody took since they were read, and counts a try of each. */
  claim(found: readonly JobDocument[], leaseMs: number): Promise<ClaimedJob[]>;
  /** Makes a lease last `leaseMs` from now. False when the job is no longer ours. */
  renew(job: ClaimedJob, leaseMs: number): Promise<boolean>;
  /** Ends a job, in a transaction where one is given. False when it is no longer ours. */
  finish(job: ClaimedJob, session?: ClientSession): Promise<boolean>;
  retry(job: ClaimedJob, delayMs: number, error: string): Promise<boolean>;
  /** Sets a job aside for people, and returns it so; undefined when it is no longer ours. */
  park(job: ClaimedJob, error: string, session: ClientSession): Promise<JobDocument | undefined>;
  /** Gives a job back as if it had not been tried; for others at once, or after a pause. */
  giveBack(job: ClaimedJob, pause?: { delayMs: number; because: 'unhandled' }): Promise<boolean>;
  /** Whether a job of a type whose key starts with `prefix` (ASCII follows it) neither ended nor was parked. */
  hasScheduled(type: string, prefix: string, session: ClientSession): Promise<boolean>;
}

/** A value that pipelines take as it is: bare, a text that starts with `$` would be a field's name. */
const literal = (value: unknown) => ({ $literal: value });
const fromNow = (ms: number) => ({ $add: ['$$NOW', ms] });

export function createJobRepository(connection: Connection): JobRepository {
  const jobs = connection.collection<JobDocument>(JOBS);

  const update = async (job: ClaimedJob, set: Record<string, unknown>): Promise<boolean> => {
    const result = await jobs.updateOne({ _id: job._id, holder: job.holder }, [{ $set: set }]);
    return result.matchedCount === 1;
  };

  return {
    async write(changes, origin, session) {
      try {
        await jobs.bulkWrite(
          changes.map((change) => operation(change, origin)),
          { session, ordered: false },
        );
      } catch (error) {
        // Two who schedule one key at once both insert. It is a conflict like any other, but not every
        // engine labels it so, and only the label makes the transaction run again.
        if (isDuplicateKey(error) && error instanceof mongo.MongoError)
          error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
        throw error;
      }
    },

    findDue: (now, limit) =>
      // Without a sort on purpose: MongoDB reads this index in order anyway, and an engine that cannot
      // would sort all that is due for each look.
      jobs
        .find({ state: 'scheduled', dueAt: { $lte: now } })
        .limit(limit)
        .toArray(),

    async nextDueAt(after, upTo) {
      const [first] = await jobs
        .find({ state: 'scheduled', dueAt: { $gt: after, $lte: upTo } }, { projection: { dueAt: 1 } })
        .sort({ dueAt: 1 })
        .limit(1)
        .toArray();
      return first?.dueAt;
    },

    async claim(found, leaseMs) {
      const holder = newId('hld');
      const taken = { holder, dueAt: fromNow(leaseMs), attempts: { $add: ['$attempts', 1] } };
      const result = await jobs.bulkWrite(
        found.map(({ _id, jobId, dueAt }) => ({
          updateOne: { filter: { _id, jobId, dueAt, state: 'scheduled' }, update: [{ $set: taken }] },
        })),
        { ordered: false },
      );
      if (result.modifiedCount === found.length)
        return found.map((job) => ({ ...job, holder, attempts: job.attempts + 1 }));
      const ours = await jobs.find({ _id: { $in: found.map(({ _id }) => _id) }, holder }).toArray();
      return ours.map((job) => ({ ...job, holder }));
    },

    renew: (job, leaseMs) => update(job, { dueAt: fromNow(leaseMs) }),

    async finish(job, session) {
      const result = await jobs.deleteOne(
        { _id: job._id, holder: job.holder },
        { ...(session && { session }) },
      );
      return result.deletedCount === 1;
    },

    retry: (job, delayMs, error) =>
      update(job, {
        holder: null,
        dueAt: fromNow(delayMs),
        error: literal(error),
        unhandledSince: '$$REMOVE',
      }),

    async park(job, error, session) {
      const parked = { holder: null, state: 'needs-attention', dueAt: '$$NOW', error: literal(error) };
      const row = await jobs.findOneAndUpdate({ _id: job._id, holder: job.holder }, [{ $set: parked }], {
        returnDocument: 'after',
        session,
      });
      return row ?? undefined;
    },

    giveBack: (job, pause) =>
      update(job, {
        holder: null,
        dueAt: fromNow(pause?.delayMs ?? 0),
        attempts: { $subtract: ['$attempts', 1] },
        ...(pause && { unhandledSince: { $ifNull: ['$unhandledSince', '$$NOW'] } }),
      }),

    async hasScheduled(type, prefix, session) {
      const _id = { $gte: `${type}/${prefix}`, $lt: `${type}/${prefix}\uffff` };
      const found = await jobs.findOne({ _id, state: 'scheduled' }, { session, projection: { _id: 1 } });
      return found !== null;
    },
  };
}

function operation(change: JobChange, origin: JobOrigin): mongo.AnyBulkWriteOperation<JobDocument> {
  const { type, key } = change;
  const filter = { _id: `${type}/${key}` };
  if (change.kind === 'unschedule') return { deleteOne: { filter } };
  const runAt = change.runAt ?? '$$NOW';
  const document = {
    _id: literal(filter._id),
    jobId: newId('job'),
    type,
    key: literal(key),
    state: 'scheduled',
    data: literal(change.data),
    runAt,
    dueAt: runAt,
    holder: null,
    attempts: 0,
    createdAt: '$$NOW',
    ...(origin.requestId !== undefined && { requestId: literal(origin.requestId) }),
    ...(origin.traceparent !== undefined && { traceparent: literal(origin.traceparent) }),
  };
  return { updateOne: { filter, update: [{ $replaceWith: document }], upsert: true } };
}
