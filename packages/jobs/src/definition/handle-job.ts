import type { Tx } from '@chowk/messaging';
import type { z } from 'zod';
import type { JobDefinition } from './define-job.ts';

/** What a handler knows of its job besides the data. */
export interface JobContext {
  /** The same at each try, another once the job is scheduled anew: the idempotency key for work outside. */
  jobId: string;
  key: string;
  /** 1 at the first try. */
  attempt: number;
  /** When the job was to run; of a recurring job the tick. */
  runAt: Date;
  /** Aborted when the process stops, time is up, or the job went to somebody else. */
  signal: AbortSignal;
}

/** One of two shapes of work. */
export type JobHandler<Data> =
  | {
      /**
       * The effect, in the transaction that also finishes the job: it happens once, whoever crashes when.
       * Database work on `tx.session` only; a write conflict runs it again. It should take a fraction of
       * the lease (30 s), which is not renewed while the transaction is open.
       */
      inTransaction(tx: Tx, data: Data, context: JobContext): Promise<void>;
    }
  | {
      /** Work with the world outside: happens at least once, so it is idempotent by `context.jobId`. */
      run(data: Data, context: JobContext): Promise<void>;
    };

/** A handler that reads its own data, so that those of different jobs share a type. */
export interface HandledJob {
  readonly job: JobDefinition;
  readonly handler: JobHandler<unknown>;
}

/** Binds a handler to its job type, for `JobQueue.register`. */
export function handleJob<Schema extends z.ZodType>(
  job: JobDefinition<Schema>,
  handler: JobHandler<z.output<Schema>>,
): HandledJob {
  const reading: JobHandler<unknown> =
    'run' in handler
      ? { run: async (data, context) => handler.run(await job.schema.parseAsync(data), context) }
      : {
          inTransaction: async (tx, data, context) =>
            handler.inTransaction(tx, await job.schema.parseAsync(data), context),
        };
  // A queue only reads the type and policy of a job, never checks data of its own making.
  return { job: job as unknown as JobDefinition, handler: reading };
}
