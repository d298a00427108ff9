import type { Connection } from 'mongoose';

export interface JobDocument {
  /** `type/key`: what makes an unfinished job of a type and key the only one. */
  _id: string;
  /** New each time the job is scheduled. */
  jobId: string;
  type: string;
  key: string;
  state: 'scheduled' | 'needs-attention';
  data: unknown;
  /** When the job was to run. */
  runAt: Date;
  /**
   * When to look at the job next, by the store's clock: when it is to run, when it is to be tried again, or,
   * while somebody holds it, when that lease ends. Of a parked job when it was parked.
   */
  dueAt: Date;
  /** Who runs it; changes with each claim, so that one who lost the job cannot finish it. */
  holder: string | null;
  /** Tries that have begun. */
  attempts: number;
  createdAt: Date;
  /** Why the last try failed. */
  error?: string;
  /** Since when replicas that know no such type have met it. */
  unhandledSince?: Date;
  /** Of the cause, so that its trace and request id go on. */
  requestId?: string;
  traceparent?: string;
}

/** How far a recurring job has come; one row for each. */
export interface RecurrenceDocument {
  /** The job's type. */
  _id: string;
  /** Ticks up to this instant are dealt with. */
  upTo: Date;
}

export const JOBS = 'jobs';
export const RECURRENCES = 'job_recurrences';

/** Makes the collections of a service's jobs; part of its first migration. */
export async function createJobsCollection(connection: Connection): Promise<void> {
  await connection.createCollection(JOBS);
  await connection.createCollection(RECURRENCES);
  await connection.collection(JOBS).createIndex({ state: 1, dueAt: 1, jobId: 1 });
}
