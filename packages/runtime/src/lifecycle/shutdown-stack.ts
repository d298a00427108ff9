import type { Logger } from '../log/logger.ts';

/** What has been started and must be stopped, last started first. */
export class ShutdownStack {
  readonly #steps: Array<{ name: string; stop: () => Promise<unknown> }> = [];

  add(name: string, stop: () => Promise<unknown>): void {
    this.#steps.push({ name, stop });
  }

  /** Stops everything in reverse order; one that fails is logged and does not keep the others from stopping. */
  async stop(logger: Logger): Promise<void> {
    for (const { name, stop } of this.#steps.splice(0).reverse()) {
      try {
        await stop();
      } catch (err) {
        logger.error({ err, part: name }, 'could not be stopped cleanly');
      }
    }
  }
}
