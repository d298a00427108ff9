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
  readonly #samples: number;
  /** Store's time less monotonic time, in ms. */
  #offset: number | undefined;
  #sampledAt = Number.NEGATIVE_INFINITY;

  /** @param samples readings of each look, the quickest of which counts: it errs the least */
  constructor(read: () => Promise<Date>, elapsedMs: () => number = () => performance.now(), samples = 1) {
    this.#read = read;
    this.#elapsedMs = elapsedMs;
    this.#samples = samples;
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
    if (this.#elapsedMs() - this.#sampledAt < SAMPLE_EVERY_MS) return;
    let best = await this.#sample();
    for (let n = 1; n < this.#samples; n++) {
      const sample = await this.#sample();
      if (sample.tookMs < best.tookMs) best = sample;
    }
    const isPoor = best.tookMs > LONGEST_ROUND_TRIP_MS;
    if (this.#offset !== undefined && isPoor) return;
    // Within what the look itself may err by, the clock is right as it is: it would only jitter.
    const errsByMs = best.tookMs / 2 + GRAIN_MS;
    if (this.#offset === undefined || Math.abs(best.offset - this.#offset) > errsByMs)
      this.#offset = best.offset;
    if (!isPoor) this.#sampledAt = this.#elapsedMs();
  }

  async #sample(): Promise<{ offset: number; tookMs: number }> {
    const before = this.#elapsedMs();
    const time = await this.#read();
    const after = this.#elapsedMs();
    return { offset: time.getTime() - (before + after) / 2, tookMs: after - before };
  }
}
