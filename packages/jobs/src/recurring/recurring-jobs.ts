import type { JobRequest, Outbox, Tx } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { z } from 'zod';
import type { JobDefinition } from '../definition/define-job.ts';
import { ticksOf, type Cadence, type Ticks } from '../domain/cadence.ts';
import type { JobRepository } from '../persistence/job.repository.ts';
import type { RecurrenceRepository } from '../persistence/recurrence.repository.ts';
import type { StoreClock } from '../persistence/store-clock.ts';

/** A job that is scheduled at each tick of a cadence. */
export type Recurrence<Schema extends z.ZodType> = {
  job: JobDefinition<Schema>;
  /** The same at each tick; the tick itself is the handler's `context.runAt`. */
  data: z.input<Schema>;
} & Cadence;

interface RecurringDeps {
  outbox: Outbox;
  jobs: JobRepository;
  recurrences: RecurrenceRepository;
  clock: StoreClock;
  logger: Logger;
  /** How soon, in ms, to look again at a tick that waits for the one before. */
  busyPauseMs: number;
}

interface Recurring {
  ticks: Ticks;
  schedule(tx: Tx, tick: Date): void;
}

/** Keys of ticks start so, apart from those that a service gives to jobs of the same type. */
const TICK_PREFIX = '@';
const MAX_PAUSE_MS = 60_000;

/**
 * Schedules ticks as they come. Every replica does; a tick is written in the transaction that moves the
 * type's row on to it, so the first wins and the others find the row moved. Ticks are written when they are
 * there and not ahead: of those that passed while nobody ran, or while the last one had not ended, the
 * latest is scheduled and the others never were.
 */
export class RecurringJobs {
  readonly #deps: RecurringDeps;
  readonly #recurring = new Map<string, Recurring>();
  #task: PeriodicTask | undefined;

  constructor(deps: RecurringDeps) {
    this.#deps = deps;
  }

  /** @throws Error for a type that recurs already or a cadence without ticks, ZodError for the data. */
  add<Schema extends z.ZodType>(recurrence: Recurrence<Schema>): void {
    const { job, data } = recurrence;
    if (this.#recurring.has(job.type)) throw new Error(`${job.type} recurs already`);
    job.check(data);
    this.#recurring.set(job.type, {
      ticks: ticksOf(recurrence),
      schedule: (tx, tick) => {
        const request: JobRequest<z.input<Schema>> = { job, key: tickKey(tick), runAt: tick, data };
        tx.schedule(request);
      },
    });
  }

  has(type: string): boolean {
    return this.#recurring.has(type);
  }

  types(): string[] {
    return [...this.#recurring.keys()];
  }

  start(): void {
    if (this.#recurring.size === 0) return;
    this.#task = new PeriodicTask({
      name: 'recurring jobs',
      everyMs: MAX_PAUSE_MS,
      immediately: true,
      logger: this.#deps.logger,
      run: (signal) => this.#look(signal),
    });
  }

  wake(): void {
    this.#task?.wake();
  }

  async stop(): Promise<void> {
    await this.#task?.stop();
  }

  /** Schedules what has ticked; returns in how many ms the next tick comes. */
  async #look(signal: AbortSignal): Promise<number | undefined> {
    const { clock, recurrences, busyPauseMs } = this.#deps;
    const upTo = await recurrences.upTo(this.types());
    const now = await clock.now();
    let nextMs = Infinity;
    for (const [type, recurring] of this.#recurring) {
      if (signal.aborted) return undefined;
      const scheduled = await this.#catchUp(type, recurring, upTo.get(type) ?? now, now);
      const inMs = recurring.ticks.next(now).getTime() - now.getTime();
      nextMs = Math.min(nextMs, scheduled ? inMs : Math.min(inMs, busyPauseMs));
    }
    return nextMs;
  }

  /** False when it has to be looked at again: the tick before has not ended, or this one could not be stored. */
  async #catchUp(type: string, recurring: Recurring, from: Date, now: Date): Promise<boolean> {
    const { outbox, jobs, recurrences, logger } = this.#deps;
    const tick = recurring.ticks.latest(from, now);
    if (!tick) return true;
    try {
      await failpoint(`jobs.${type}.ticked`);
      return await outbox.transact(async (tx) => {
        if (await jobs.hasScheduled(type, TICK_PREFIX, tx.session)) return false;
        if (await recurrences.advance(type, from, tick, tx.session)) recurring.schedule(tx, tick);
        return true;
      });
    } catch (err) {
      logger.warn({ err, job: type, tick }, 'tick could not be scheduled, will try again');
      return false;
    }
  }
}

const tickKey = (tick: Date): string => `${TICK_PREFIX}${tick.toISOString()}`;
