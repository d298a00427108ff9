import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';

/** Looks that are known to be needed closer together than this are one. */
const LEAST_PAUSE_MS = 200;
/** How far ahead, in pauses between looks: these are spread, so the next one may be more than one away. */
export const AHEAD = 2;

interface SweeperOptions {
  /** Pause in ms between two looks when nothing is known to come due. */
  everyMs: number;
  /** Takes up what is due; gives when the next is, of what comes due within `AHEAD` such pauses. */
  look(signal: AbortSignal): Promise<Date | undefined>;
  /** The store's time. */
  now(): Date;
  logger: Logger;
}

/**
 * Looks for processes that nobody works on: when one is known to come due, when woken, and rarely otherwise,
 * for those that a dead replica has begun since the last look. An idle service asks next to nothing.
 */
export class Sweeper {
  readonly #options: SweeperOptions;
  readonly #task: PeriodicTask;
  readonly #pauseMs: number;
  #timer: { readonly handle: NodeJS.Timeout; readonly at: Date } | undefined;
  #stopped = false;

  constructor(options: SweeperOptions) {
    this.#options = options;
    const { everyMs, logger } = options;
    this.#pauseMs = Math.min(LEAST_PAUSE_MS, everyMs);
    this.#task = new PeriodicTask({
      name: 'processes',
      everyMs,
      run: (signal) => this.#look(signal),
      logger,
    });
  }

  /** Looks at an instant of the store's time, unless it looks sooner anyway. */
  lookAt(at: Date): void {
    const { everyMs, now } = this.#options;
    const pauseMs = Math.max(at.getTime() - now().getTime(), this.#pauseMs);
    // Before it is due there is another look, which learns of it once more.
    if (this.#stopped || pauseMs > AHEAD * everyMs || (this.#timer && this.#timer.at <= at)) return;
    clearTimeout(this.#timer?.handle);
    this.#timer = { at, handle: setTimeout(() => this.#task.wake(), pauseMs) };
  }

  /** Looks now. */
  wake(): void {
    this.#task.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer?.handle);
    await this.#task.stop();
  }

  async #look(signal: AbortSignal): Promise<void> {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
    const next = await this.#options.look(signal);
    if (next) this.lookAt(next);
  }
}
