/** Samples that took longer than this tell too little about the moment they were taken. */
const LONGEST_ROUND_TRIP_MS = 500;
const SAMPLE_EVERY_MS = 30_000;

/**
 * The store's time between two looks at it: replicas whose own clocks differ agree on leases and deadlines to
 * within the round trip of a look. Runs on by the monotonic clock, so that nobody can set it.
 * Cristian's algorithm, https://doi.org/10.1007/BF01784024
 */
export class StoreClock {
  readonly #read: () => Promise<Date>;
  readonly #elapsedMs: () => number;
  /** Store's time less monotonic time, in ms. */
  #offset: number | undefined;
  #sampledAt = Number.NEGATIVE_INFINITY;

  constructor(read: () => Promise<Date>, elapsedMs: () => number = () => performance.now()) {
    this.#read = read;
    this.#elapsedMs = elapsedMs;
  }

  /** @throws Error before the first look */
  now(): Date {
    if (this.#offset === undefined) throw new Error('the store has not been asked for its time');
    return new Date(this.#elapsedMs() + this.#offset);
  }

  /** Looks at the store's time, unless the last look is younger than half a minute. */
  async sync(): Promise<void> {
    const before = this.#elapsedMs();
    if (before - this.#sampledAt < SAMPLE_EVERY_MS) return;
    const time = await this.#read();
    const after = this.#elapsedMs();
    if (this.#offset !== undefined && after - before > LONGEST_ROUND_TRIP_MS) return;
    this.#offset = time.getTime() - (before + after) / 2;
    this.#sampledAt = after;
  }
}
