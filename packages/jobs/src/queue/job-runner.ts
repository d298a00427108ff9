import type { Outbox, Tx } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import { withHeartbeat } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { withRequestContext, withSpan } from '@chowk/runtime/telemetry';
import type { HandledJob, JobContext } from '../definition/handle-job.ts';
import { afterFailure, describeError } from '../domain/failure.ts';
import type { JobDocument } from '../persistence/job.model.ts';
import type { ClaimedJob, JobRepository } from '../persistence/job.repository.ts';
import { JobTimeoutError, LeaseLostError, QueueStoppedError } from './errors.ts';

interface RunnerDeps {
  repository: JobRepository;
  outbox: Outbox;
  logger: Logger;
  leaseMs: number;
  /** In the transaction that parks. */
  onParked(job: JobDocument, tx: Tx): void;
}

export interface JobRunner {
  /** Takes a claimed job to an end: done, to be tried again, parked or given back. Never rejects. */
  run(job: ClaimedJob, handled: HandledJob, abort: AbortController): Promise<void>;
  /** Sets a job aside for people. */
  park(job: ClaimedJob, error: unknown): Promise<void>;
}

export function createJobRunner(deps: RunnerDeps): JobRunner {
  const { repository, outbox, logger, leaseMs } = deps;

  async function inTransaction(job: ClaimedJob, work: (tx: Tx) => Promise<void>): Promise<void> {
    let tries = 0;
    await outbox.transact(async (tx) => {
      // A rerun may come late. The lease is renewed outside the transaction and before its first statement:
      // within, each renewal would be a write conflict with the deletion below.
      if (tries++ > 0 && !(await repository.renew(job, leaseMs))) throw new LeaseLostError();
      await work(tx);
      await failpoint(`jobs.${job.type}.before-done`);
      if (!(await repository.finish(job, tx.session))) throw new LeaseLostError();
    });
  }

  async function underLease(
    job: ClaimedJob,
    abort: AbortController,
    work: () => Promise<void>,
  ): Promise<void> {
    const heartbeat = {
      everyMs: leaseMs / 3,
      async renew() {
        if (!(await repository.renew(job, leaseMs))) abort.abort(new LeaseLostError());
      },
      onMissed: (err: unknown) =>
        logger.warn({ err, ...factsOf(job) }, 'lease of a job could not be renewed'),
    };
    await withHeartbeat(heartbeat, work);
    await failpoint(`jobs.${job.type}.before-done`);
    if (!(await repository.finish(job))) throw new LeaseLostError();
  }

  async function perform(job: ClaimedJob, handled: HandledJob, abort: AbortController): Promise<void> {
    const { handler, job: definition } = handled;
    const { jobId, key, runAt, data, attempts, type } = job;
    const context: JobContext = { jobId, key, runAt, attempt: attempts, signal: abort.signal };
    const { timeoutMs } = definition.policy;
    await failpoint(`jobs.${type}.claimed`);
    if ('run' in handler)
      await underLease(job, abort, () => within(timeoutMs, abort, () => handler.run(data, context)));
    else
      await inTransaction(job, (tx) =>
        within(timeoutMs, abort, () => handler.inTransaction(tx, data, context)),
      );
    await failpoint(`jobs.${type}.done`);
  }

  async function park(job: ClaimedJob, error: unknown): Promise<void> {
    const isParked = await outbox.transact(async (tx) => {
      const parked = await repository.park(job, describeError(error), tx.session);
      if (parked) deps.onParked(parked, tx);
      return parked !== undefined;
    });
    if (isParked) logger.error({ err: error, ...factsOf(job) }, 'job given up on, it needs attention');
  }

  async function settleFailure(job: ClaimedJob, handled: HandledJob, error: unknown, reason: unknown) {
    if (error instanceof LeaseLostError || reason instanceof LeaseLostError)
      return logger.warn(factsOf(job), 'job was taken over, scheduled anew or taken back while it ran');
    if (reason instanceof QueueStoppedError) return void (await repository.giveBack(job));
    const next = afterFailure(job.attempts, handled.job.policy);
    if (next.kind === 'park') return park(job, error);
    const delayMs = Math.round(next.delayMs * (0.75 + Math.random() / 2));
    await repository.retry(job, delayMs, describeError(error));
    logger.warn({ err: error, ...factsOf(job), retryInMs: delayMs }, 'job failed, will try again');
  }

  async function attempt(job: ClaimedJob, handled: HandledJob, abort: AbortController): Promise<void> {
    // Whoever began the tries before this one died over them, or lost its leases.
    if (job.attempts > handled.job.policy.maxAttempts)
      return park(job, job.error ?? 'no try came to its end: the processes died or hung');
    const startedAt = performance.now();
    try {
      await perform(job, handled, abort);
      logger.info({ ...factsOf(job), ms: Math.round(performance.now() - startedAt) }, 'job done');
    } catch (error) {
      await settleFailure(job, handled, error, abort.signal.reason);
    }
  }

  return {
    park,
    async run(job, handled, abort) {
      const headers = job.traceparent === undefined ? {} : { traceparent: job.traceparent };
      const request = { requestId: job.requestId ?? newId('req') };
      try {
        await withSpan({ name: `job ${job.type}`, kind: 'CONSUMER', headers }, () =>
          withRequestContext(request, () => attempt(job, handled, abort)),
        );
      } catch (err) {
        // The lease ends by itself, and the try was counted when it began.
        logger.warn({ err, ...factsOf(job) }, 'outcome of a job could not be stored, it will be tried again');
      }
    },
  };
}

const factsOf = ({ type, key, jobId, attempts }: ClaimedJob) => ({
  job: type,
  key,
  jobId,
  attempt: attempts,
});

/** Ends the wait for work that does not heed its signal. What it still does is void: its try has failed. */
async function within(ms: number, abort: AbortController, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new JobTimeoutError(`took longer than ${ms} ms`);
      reject(error);
      abort.abort(error);
    }, ms);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
