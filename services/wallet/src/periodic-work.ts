import type { Logger } from '@chowk/runtime/log';

/**
 * Work that this process does every so often and when woken, one run at a time. A run that fails is logged;
 * the next one tries again.
 */
export class PeriodicWork {
  readonly #name: string;
  readonly #work: () => Promise<void>;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: { name: string; everyMs: number; work: () => Promise<void>; logger: Logger }) {
    this.#name = options.name;
    this.#work = options.work;
    this.#logger = options.logger;
    this.#timer = setInterval(() => this.wake(), options.everyMs);
    this.wake();
  }

  /** Runs now, or once more after the run under way, which may have looked too early to see what is new. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.wake();
    });
  }

  /** Starts no further run and resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#work();
    } catch (err) {
      this.#logger.error({ err, work: this.#name }, 'periodic work failed, will try again');
    }
  }
}
