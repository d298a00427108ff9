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

  private constructor(read: () => Promise<Date>, elapsedMs: () => number) {
    this.#read = read;
    this.#elapsedMs = elapsedMs;
  }

  /** Opens the clock with a first look. Rejects when the store does not answer. */
  static async open(
    read: () => Promise<Date>,
    elapsedMs: () => number = () => performance.now(),
  ): Promise<StoreClock> {
    const clock = new StoreClock(read, elapsedMs);
    await clock.sync();
    return clock;
  }

  now(): Date {
    return new Date(this.#elapsedMs() + (this.#offset ?? 0));
  }

  /** Looks at the store again when the last look is half a minute old. */
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
