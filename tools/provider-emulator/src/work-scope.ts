import { setMaxListeners } from 'node:events';

/** Everything a provider has under way (held answers, webhook retries), so that reset and stop can end it at once. */
export class WorkScope {
  #controller = WorkScope.#open();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends what is under way and opens a new scope for what comes next. */
  cancel(): void {
    this.#controller.abort();
    this.#controller = WorkScope.#open();
  }

  static #open(): AbortController {
    const controller = new AbortController();
    // Node warns of a leak at the eleventh listener; a load run holds hundreds on purpose.
    setMaxListeners(0, controller.signal);
    return controller;
  }
}
