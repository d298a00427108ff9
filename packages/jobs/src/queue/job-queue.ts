import type { Outbox, Tx } from '@chowk/messaging';
import type { Logger } from '@chowk/runtime/log';
import type { Connection } from 'mongoose';
import type { z } from 'zod';
import { parkedJobOf, type ParkedJob } from '../admin/job-admin.ts';
import type { JobPolicy } from '../definition/define-job.ts';
import type { HandledJob } from '../definition/handle-job.ts';
import { createJobRepository } from '../persistence/job.repository.ts';
import { createRecurrenceRepository } from '../persistence/recurrence.repository.ts';
import { createStoreClock } from '../persistence/store-clock.ts';
import { RecurringJobs, type Recurrence } from '../recurring/recurring-jobs.ts';
import { createJobRunner } from './job-runner.ts';
import { createJobScheduler } from './job-scheduler.ts';
import { JobWorkers } from './job-workers.ts';
import { DEFAULT_SETTINGS, type JobQueueSettings } from './settings.ts';

/** One kind of work that this service does. */
export interface JobType extends JobPolicy {
  type: string;
  recurring: boolean;
}

export interface JobQueue {
  /** Adds handlers, before `start`. @throws Error for a type that has one. */
  register(handlers: readonly HandledJob[]): void;
  /** Adds a job that recurs, before `start`. @throws Error as RecurringJobs.add does. */
  recurring<Schema extends z.ZodType>(recurrence: Recurrence<Schema>): void;
  /** All kinds of work of this service. */
  types(): JobType[];
  /** Starts to run what is due. @throws Error when a recurring job has no handler. */
  start(): void;
  /** Looks for what is due now: for whoever made something due by other means than a transaction's schedule. */
  wake(): void;
  /**
   * Takes nothing new, tells handlers to end and gives back what they leave. Call it before the outbox, the
   * bus and the database are stopped. Scheduling goes on to work; other replicas run what is scheduled.
   */
  stop(): Promise<void>;
}

/** The durable jobs of a service. From now on transactions of `outbox` can schedule. */
export function createJobQueue(deps: {
  connection: Connection;
  outbox: Outbox;
  logger: Logger;
  settings?: Partial<JobQueueSettings>;
  /**
   * Told of each job that this process gives up on, in the transaction that parks it: what it emits leaves when,
   * and only when, the job is parked. A write conflict runs it again; when it throws, the job is not parked and
   * comes back after its lease.
   */
  onParked?(job: ParkedJob, tx: Tx): void;
}): JobQueue {
  const { connection, outbox, logger } = deps;
  const settings = { ...DEFAULT_SETTINGS, ...deps.settings };
  const repository = createJobRepository(connection);
  const clock = createStoreClock(connection);
  const handlers = new Map<string, HandledJob>();
  const recurring = new RecurringJobs({
    outbox,
    jobs: repository,
    recurrences: createRecurrenceRepository(connection),
    clock,
    logger,
    busyPauseMs: settings.pollMaxMs,
  });
  let workers: JobWorkers | undefined;
  outbox.scheduler = createJobScheduler({
    repository,
    soonMs: settings.pollMaxMs,
    onSoon: () => workers?.wake(),
  });
  const runner = createJobRunner({
    repository,
    outbox,
    logger,
    leaseMs: settings.leaseMs,
    onParked: (job, tx) => deps.onParked?.(parkedJobOf(job), tx),
  });

  return {
    register(added) {
      for (const handled of added) {
        const { type } = handled.job;
        if (handlers.has(type)) throw new Error(`${type} has a handler already`);
        handlers.set(type, handled);
      }
    },
    recurring: (recurrence) => recurring.add(recurrence),
    types: () =>
      [...handlers.values()].map(({ job: { type, policy } }) => ({
        type,
        ...policy,
        recurring: recurring.has(type),
      })),
    start() {
      const orphan = recurring.types().find((type) => !handlers.has(type));
      if (orphan !== undefined) throw new Error(`${orphan} recurs but nothing handles it`);
      workers = new JobWorkers({
        repository,
        clock,
        runner,
        logger,
        settings,
        handlers,
        // The next tick may have waited for this one.
        onEnded: (type) => recurring.has(type) && recurring.wake(),
      });
      recurring.start();
    },
    wake: () => workers?.wake(),
    async stop() {
      await recurring.stop();
      await workers?.stop();
    },
  };
}
