import type { ClientSession } from 'mongoose';

/** What a transaction needs to know of a job type; `defineJob` of @chowk/jobs makes it. */
export interface JobDeclaration<Input> {
  readonly type: string;
  /** @throws ZodError when the data breaks the schema of the type. */
  check(data: Input): void;
}

export interface JobRequest<Input> {
  job: JobDeclaration<Input>;
  /** What the job is about, 1 to 200 characters: there is at most one unfinished job of a type and key. */
  key: string;
  /** The job runs then or soon after, never before. Left out: as soon as possible. */
  runAt?: Date;
  /** Ids rather than facts that may have changed until then; nothing personal, nothing secret. */
  data: NoInfer<Input>;
}

export type JobChange =
  | { kind: 'schedule'; type: string; key: string; runAt: Date | undefined; data: unknown }
  | { kind: 'unschedule'; type: string; key: string };

/** Who keeps jobs: @chowk/jobs, which gives itself to `Outbox.scheduler`. */
export interface JobScheduler {
  /** Writes changes, one at most for a type and key, in the transaction of `session`. */
  write(changes: readonly JobChange[], session: ClientSession): Promise<void>;
  /** They have been committed: what is due soon need not wait for the next look. */
  committed(changes: readonly JobChange[]): void;
}

const MAX_KEY_LENGTH = 200;

/** What one attempt of a transaction scheduled: of each type and key the last word. */
export class ScheduledJobs {
  readonly #scheduler: JobScheduler | undefined;
  readonly #changes = new Map<string, JobChange>();

  constructor(scheduler: JobScheduler | undefined) {
    this.#scheduler = scheduler;
  }

  /** @throws Error without a scheduler, TypeError for a key or instant that is none, ZodError for the data. */
  schedule<Input>({ job, key, runAt, data }: JobRequest<Input>): void {
    if (runAt && Number.isNaN(runAt.getTime())) throw new TypeError(`${job.type}: runAt is not a date`);
    job.check(data);
    this.#put({ kind: 'schedule', type: job.type, key, runAt, data });
  }

  /** @throws Error without a scheduler, TypeError for a key that is none. */
  unschedule(job: Pick<JobDeclaration<never>, 'type'>, key: string): void {
    this.#put({ kind: 'unschedule', type: job.type, key });
  }

  async write(session: ClientSession): Promise<void> {
    if (this.#changes.size > 0) await this.#scheduler?.write([...this.#changes.values()], session);
  }

  committed(): void {
    if (this.#changes.size > 0) this.#scheduler?.committed([...this.#changes.values()]);
  }

  #put(change: JobChange): void {
    const { type, key } = change;
    if (!this.#scheduler) throw new Error(`${type}: this process has no job queue to schedule with`);
    if (key.length === 0 || key.length > MAX_KEY_LENGTH)
      throw new TypeError(`${type}: a key has 1 to ${MAX_KEY_LENGTH} characters`);
    this.#changes.set(`${type}/${key}`, change);
  }
}
