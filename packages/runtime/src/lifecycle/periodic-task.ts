import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/logger.ts';
import { backoffMs } from './backoff.ts';

/** First pause in ms after a run that failed: it may have missed what was due. */
const FAILED_PAUSE_MS = 1_000;

export interface PeriodicTaskOptions {
  /** Names the task in logs. */
  name: string;
  /** Longest pause in ms between two runs, spread by a quarter so that replicas do not run in step. */
  everyMs: number;
  /**
   * One run. `signal` is aborted by `stop()`: a run of many parts looks at it between two of them. What it
   * throws is logged, and the next run tries again, after a second that is doubled with each failure up to
   * `everyMs`. It may return in how many ms it knows of more to do: the next run comes then, if that is sooner.
   */
  run(signal: AbortSignal): Promise<number | void>;
  logger: Logger;
  /** Run as soon as the task is started, and not only after the first pause. */
  immediately?: boolean;
}

/**
 * Work that every replica does every so often, when some is due and when woken: one run at a time. A task that
 * knows when it is needed has a long `everyMs`, so that an idle process asks nobody. It keeps nothing: what
 * must happen although a process dies is a job (packages/jobs).
 */
export class PeriodicTask {
  readonly #options: PeriodicTaskOptions;
  readonly #stopping = new AbortController();
  readonly #loop: Promise<void>;
  #sooner = new AbortController();
  /** When the next run begins, by performance.now(). */
  #dueAt: number;
  #failures = 0;

  /** Starts the task. */
  constructor(options: PeriodicTaskOptions) {
    this.#options = options;
    this.#dueAt = options.immediately ? 0 : Infinity;
    this.#loop = this.#runUntilStopped();
  }

  /** Runs now, or once more after the run under way, which may have looked too early to see what is new. */
  wake(): void {
    this.wakeWithin(0);
  }

  /** Runs in so many ms at the latest: for whoever knows when something will be due. */
  wakeWithin(ms: number): void {
    const at = performance.now() + ms;
    if (at >= this.#dueAt) return;
    this.#dueAt = at;
    this.#sooner.abort();
  }

  /** Starts no further run, tells the one under way to end, and resolves when it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #runUntilStopped(): Promise<void> {
    const { name, run, logger, everyMs } = this.#options;
    const { signal } = this.#stopping;
    for (;;) {
      await this.#pause();
      if (signal.aborted) return;
      this.#dueAt = Infinity;
      try {
        const dueInMs = await run(signal);
        this.#failures = 0;
        if (dueInMs !== undefined) this.wakeWithin(dueInMs);
      } catch (err) {
        // A run that was told to end may end by an AbortError.
        if (!signal.aborted) logger.warn({ err, task: name }, 'periodic task failed, will try again');
        this.#failures += 1;
        this.wakeWithin(spread(backoffMs({ firstMs: FAILED_PAUSE_MS, maxMs: everyMs }, this.#failures)));
      }
    }
  }

  async #pause(): Promise<void> {
    this.wakeWithin(spread(this.#options.everyMs));
    while (!this.#stopping.signal.aborted) {
      const pauseMs = this.#dueAt - performance.now();
      if (pauseMs <= 0) return;
      this.#sooner = new AbortController();
      const signal = AbortSignal.any([this.#stopping.signal, this.#sooner.signal]);
      // The only rejection of this sleep is the abort, by stop() or by something that is due sooner.
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

const spread = (ms: number): number => ms * (0.75 + Math.random() / 2);
