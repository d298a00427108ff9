import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

interface Waiting<Delivery, Outcome> {
  delivery: Delivery;
  /** By performance.now(). */
  since: number;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

interface LaneRunnerOptions<Delivery, Outcome> {
  windowMs: number;
  maxEvents: number;
  /** Applies a batch, all of it or nothing; outcomes are in the order of the deliveries. */
  apply(batch: readonly Delivery[]): Promise<readonly Outcome[]>;
  /** Whether a failure is that of none of its deliveries: taking the batch apart would only ask again and again. */
  concernsAll(error: unknown): boolean;
  onTakenApart(error: unknown, deliveries: number): void;
}

/** Gathers deliveries and applies them in batches, one batch at a time, in the order in which they came. */
export class LaneRunner<Delivery, Outcome> {
  readonly #options: LaneRunnerOptions<Delivery, Outcome>;
  /** A batch serves many: it must not run inside the trace or request of whoever happened to start it. */
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #waiting: Array<Waiting<Delivery, Outcome>> = [];
  #full = new AbortController();
  #isRunning = false;

  constructor(options: LaneRunnerOptions<Delivery, Outcome>) {
    this.#options = options;
  }

  /**
   * What became of a delivery, once its batch has been applied.
   * @throws what it failed of by itself, or together with all others
   */
  add(delivery: Delivery): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, since: performance.now(), resolve, reject });
      if (this.#waiting.length >= this.#options.maxEvents) this.#full.abort();
      if (!this.#isRunning) void this.#outside(() => this.#run());
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      await this.#window();
      await this.#settle(this.#waiting.splice(0, this.#options.maxEvents));
    }
    this.#isRunning = false;
  }

  /** Until the first has waited for its time, or there are enough. */
  async #window(): Promise<void> {
    const { windowMs, maxEvents } = this.#options;
    const leftMs = windowMs - (performance.now() - this.#waiting[0]!.since);
    if (leftMs <= 0 || this.#waiting.length >= maxEvents) return;
    this.#full = new AbortController();
    // The only rejection of this sleep is the abort.
    await sleep(leftMs, undefined, { signal: this.#full.signal }).catch(() => undefined);
  }

  /** Never rejects. Halves what fails, so that a delivery which cannot be applied fails alone. */
  async #settle(batch: ReadonlyArray<Waiting<Delivery, Outcome>>): Promise<void> {
    const { apply, concernsAll, onTakenApart } = this.#options;
    try {
      const outcomes = await apply(batch.map(({ delivery }) => delivery));
      batch.forEach(({ resolve }, index) => resolve(outcomes[index]!));
    } catch (error) {
      if (batch.length === 1 || concernsAll(error)) {
        batch.forEach(({ reject }) => reject(error));
        return;
      }
      onTakenApart(error, batch.length);
      const half = Math.ceil(batch.length / 2);
      await this.#settle(batch.slice(0, half));
      await this.#settle(batch.slice(half));
    }
  }
}
