import { setTimeout as sleep } from 'node:timers/promises';
import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { HandledJob } from '../definition/handle-job.ts';
import type { JobDocument } from '../persistence/job.model.ts';
import type { ClaimedJob, JobRepository } from '../persistence/job.repository.ts';
import type { StoreClock } from '../persistence/store-clock.ts';
import { QueueStoppedError } from './errors.ts';
import type { JobRunner } from './job-runner.ts';
import type { JobQueueSettings } from './settings.ts';

interface WorkersDeps {
  repository: JobRepository;
  clock: StoreClock;
  runner: JobRunner;
  logger: Logger;
  settings: JobQueueSettings;
  handlers: ReadonlyMap<string, HandledJob>;
  /** A try of a job of that type has ended, well or not. */
  onEnded(type: string): void;
}

interface Running {
  job: ClaimedJob;
  abort: AbortController;
  ended: Promise<void>;
}

const OUTRUN_PAUSE_MS = 20;
/** How long a job of a type that this replica does not know waits for another that does. */
const UNHANDLED_PAUSE_MS = 10_000;

/** Looks for due jobs and runs them, a bounded number at once. */
export class JobWorkers {
  readonly #deps: WorkersDeps;
  readonly #running = new Map<string, Running>();
  readonly #task: PeriodicTask;

  /** Starts looking. */
  constructor(deps: WorkersDeps) {
    this.#deps = deps;
    this.#task = new PeriodicTask({
      name: 'jobs',
      everyMs: deps.settings.pollMaxMs,
      immediately: true,
      logger: deps.logger,
      run: (signal) => this.#look(signal),
    });
  }

  wake(): void {
    this.#task.wake();
  }

  /**
   * Takes nothing new and tells what runs to end. What has not ended after `stopGraceMs` is given back all
   * the same: whatever it still does is void, and a replica may take it at once.
   */
  async stop(): Promise<void> {
    const { settings, repository, logger } = this.#deps;
    const looking = this.#task.stop();
    for (const { abort } of this.#running.values()) abort.abort(new QueueStoppedError());
    await looking;
    const graceIsOver = new AbortController();
    const grace = sleep(settings.stopGraceMs, undefined, { signal: graceIsOver.signal }).catch(
      () => undefined,
    );
    await Promise.race([grace, Promise.all([...this.#running.values()].map(({ ended }) => ended))]);
    graceIsOver.abort();
    for (const { job } of this.#running.values()) {
      logger.warn({ job: job.type, key: job.key, jobId: job.jobId }, 'job did not end in time, given back');
      await repository.giveBack(job);
    }
  }

  /** One look; returns in how many ms the next job is due, if that is soon. */
  async #look(signal: AbortSignal): Promise<number | undefined> {
    const { repository, clock, settings } = this.#deps;
    const free = settings.concurrency - this.#running.size;
    // When a job ends, the look begins anew.
    if (free <= 0) return undefined;
    const now = await clock.now();
    const due = await repository.findDue(now, 2 * free + this.#running.size);
    // What runs here and is due is one whose lease has run out, or that was scheduled anew: it comes next.
    const waiting = due.filter(({ _id }) => !this.#running.has(_id));
    if (waiting.length > 0) {
      const claimed = await repository.claim(chooseAtRandom(waiting, free), settings.leaseMs);
      await this.#start(claimed, signal);
      // There may be more. Where others were faster each time, they are left to it for a moment.
      return claimed.length > 0 ? 0 : OUTRUN_PAUSE_MS;
    }
    const next = await repository.nextDueAt(now, new Date(now.getTime() + settings.pollMaxMs));
    return next && next.getTime() - now.getTime();
  }

  async #start(claimed: readonly ClaimedJob[], signal: AbortSignal): Promise<void> {
    const { handlers, repository, logger } = this.#deps;
    const left: Array<Promise<unknown>> = [];
    for (const job of claimed) {
      const handled = handlers.get(job.type);
      if (signal.aborted) left.push(repository.giveBack(job));
      else if (handled) this.#run(job, handled);
      else left.push(this.#putOff(job));
    }
    for (const result of await Promise.allSettled(left))
      if (result.status === 'rejected')
        logger.warn({ err: result.reason as unknown }, 'job could not be given back, its lease will end');
  }

  #run(job: ClaimedJob, handled: HandledJob): void {
    const abort = new AbortController();
    const ended = this.#deps.runner.run(job, handled, abort).finally(() => {
      this.#running.delete(job._id);
      this.#deps.onEnded(job.type);
      this.#task.wake();
    });
    this.#running.set(job._id, { job, abort, ended });
  }

  /** A replica of the next version may know the type. Parked only when nobody has for a while. */
  async #putOff(job: ClaimedJob): Promise<void> {
    const { repository, clock, runner, settings } = this.#deps;
    const since = job.unhandledSince ?? (await clock.now());
    const unhandledMs = (await clock.now()).getTime() - since.getTime();
    if (unhandledMs >= settings.unhandledGraceMs)
      await runner.park(job, new Error(`no replica handles the type ${job.type}`));
    else await repository.giveBack(job, { delayMs: UNHANDLED_PAUSE_MS, because: 'unhandled' });
  }
}

/** Where more is due than fits, replicas that look at the same moment choose apart. */
function chooseAtRandom(due: readonly JobDocument[], count: number): JobDocument[] {
  if (due.length <= count) return [...due];
  return due
    .map((job) => ({ job, lot: Math.random() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .map(({ job }) => job);
}
