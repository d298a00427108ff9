import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log/logger.ts';

export interface PeriodicTaskOptions {
  /** Names the task in logs. */
  name: string;
  /** Pause in ms between two runs, spread by a quarter so that replicas do not run in step. */
  everyMs: number;
  /**
   * One run. `signal` is aborted by `stop()`: a run of many parts looks at it between two of them. What it
   * throws is logged, and the next run tries again.
   */
  run(signal: AbortSignal): Promise<void>;
  logger: Logger;
  /** Run as soon as the task is started, and not only after the first pause. */
  immediately?: boolean;
}

/**
 * Work that every replica does every so often, and when woken: one run at a time. It keeps nothing: what
 * must happen although a process dies is a job (packages/jobs).
 */
export class PeriodicTask {
  readonly #options: PeriodicTaskOptions;
  readonly #stopping = new AbortController();
  #waking = new AbortController();
  #woken: boolean;
  readonly #loop: Promise<void>;

  /** Starts the task. */
  constructor(options: PeriodicTaskOptions) {
    this.#options = options;
    this.#woken = options.immediately ?? false;
    this.#loop = this.#runUntilStopped();
  }

  /** Runs now, or once more after the run under way, which may have looked too early to see what is new. */
  wake(): void {
    this.#woken = true;
    this.#waking.abort();
  }

  /** Starts no further run, tells the one under way to end, and resolves when it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async #runUntilStopped(): Promise<void> {
    const { name, run, logger } = this.#options;
    const { signal } = this.#stopping;
    for (;;) {
      await this.#pause();
      if (signal.aborted) return;
      this.#woken = false;
      try {
        await run(signal);
      } catch (err) {
        // A run that was told to end may end by an AbortError.
        if (!signal.aborted) logger.warn({ err, task: name }, 'periodic task failed, will try again');
      }
    }
  }

  async #pause(): Promise<void> {
    this.#waking = new AbortController();
    if (this.#woken) return;
    const pauseMs = this.#options.everyMs * (0.75 + Math.random() / 2);
    const signal = AbortSignal.any([this.#stopping.signal, this.#waking.signal]);
    // The only rejection of this sleep is the abort, by stop() or wake().
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
