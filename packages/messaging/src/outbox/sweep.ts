import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';

/** Pause in ms between two looks while there is something to expect. */
const LOOK_MS = 1_000;

/**
 * Looks for rows that nobody publishes: of processes that died, and what the broker did not take. Rarely as a
 * rule, since a database that has nothing to tell should not be asked; often while something is to be expected,
 * which whoever knows of it says.
 */
export class Sweep {
  readonly #task: PeriodicTask;
  readonly #lookMs: number;
  /** By performance.now(). */
  #expectedUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: {
    /** Pause in ms between two looks while nothing is expected. */
    everyMs: number;
    run(signal: AbortSignal): Promise<void>;
    logger: Logger;
    /** Pause in ms between two looks otherwise; 1 s unless said. */
    lookMs?: number;
  }) {
    const { everyMs, run, logger, lookMs = LOOK_MS } = options;
    this.#lookMs = lookMs;
    this.#task = new PeriodicTask({ name: 'outbox sweep', everyMs, run, logger });
  }

  /** Looks at once. */
  wake(): void {
    this.#task.wake();
  }

  /** Rows become free within so many ms: looks often until then. */
  expectWithin(ms: number): void {
    this.#expectedUntil = Math.max(this.#expectedUntil, performance.now() + ms);
    this.#lookLater();
  }

  /** Starts no further look, tells the one under way to end, and resolves when it has. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#task.stop();
  }

  #lookLater(): void {
    if (this.#isStopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // The last look comes after the end of what was expected.
      if (performance.now() < this.#expectedUntil) this.#lookLater();
      this.#task.wake();
    }, this.#lookMs);
  }
}
