/** Samples that took longer than this tell too little about the moment they were taken. */
const LONGEST_ROUND_TRIP_MS = 500;
const SAMPLE_EVERY_MS = 30_000;
/** Stores tell their time in whole milliseconds. */
const GRAIN_MS = 1;

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

  /** Whether there has been a look, so that there is a time to tell. */
  get known(): boolean {
    return this.#offset !== undefined;
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
    const isPoor = after - before > LONGEST_ROUND_TRIP_MS;
    if (this.#offset !== undefined && isPoor) return;
    const offset = time.getTime() - (before + after) / 2;
    // Within what the look itself may err by, the clock is right as it is: it would only jitter.
    const errsByMs = (after - before) / 2 + GRAIN_MS;
    if (this.#offset === undefined || Math.abs(offset - this.#offset) > errsByMs) this.#offset = offset;
    if (!isPoor) this.#sampledAt = after;
  }
}
