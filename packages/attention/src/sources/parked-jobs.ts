import { AppError } from '@chowk/contracts/errors';
import type { JobAdmin, JobQueue, ParkedJob } from '@chowk/jobs';
import type { Tx } from '@chowk/messaging';
import type { AttentionEntry, AttentionSource } from '../ports.ts';
import { raiseAttention } from '../raise-attention.ts';
import { shortReason } from './short-reason.ts';

const KIND = 'job';

/** Parked jobs: replayed with all their tries before them, by a `queue` that is woken; or deleted. */
export function parkedJobs(admin: JobAdmin, queue: Pick<JobQueue, 'wake'>): AttentionSource {
  const found = (count: number): void => {
    if (count === 0) throw new AppError('NOT_FOUND');
  };
  return {
    kind: KIND,
    async list({ limit, after }) {
      const jobs = await admin.list({
        limit,
        order: 'longest waiting first',
        after: after && [after.since.getTime(), after.id],
      });
      return jobs.map(entryOf);
    },
    count: async () => Object.values(await admin.count()).reduce((sum, count) => sum + count, 0),
    replay: {
      async inTransaction(tx, jobId) {
        found(await admin.replay({ jobId }, tx));
        // A session ends after its transaction.
        tx.session.once('ended', () => queue.wake());
      },
    },
    resolve: { inTransaction: async (tx, jobId) => found(await admin.discard({ jobId }, tx)) },
  };
}

/** For `onParked` of a job queue. */
export const raiseParkedJob =
  (service: string) =>
  (job: ParkedJob, tx: Tx): void =>
    raiseAttention(tx, service, KIND, entryOf(job));

/** Keys of ticks start so; other keys are ids of what the job is about. */
const TICK = '@';

const entryOf = (job: ParkedJob): AttentionEntry => ({
  id: job.jobId,
  title: `The job ${job.type} was given up after ${tries(job.attempts)}.`,
  ...(!job.key.startsWith(TICK) && { subject: job.key }),
  since: job.parkedAt,
  attempts: job.attempts,
  reason: shortReason(job.error),
  data: { type: job.type, key: job.key },
});

const tries = (count: number): string => (count === 1 ? 'one try' : `${count} tries`);
