import type { Clock } from '@chowk/runtime/lifecycle';

/** Works off what is due, and tells when the next is, if any: by what the store says, of all replicas. */
type WorkOff = (signal: AbortSignal) => Promise<Date | undefined>;

/**
 * Spares a periodic task its questions to the store while nothing is due. What this process makes due it
 * `expect`s; what others have made due is seen when it looks rarely, and then known to the moment. So the work of
 * a replica that died is found after its lease and `rareMs`, at the latest.
 */
export class DueLook {
  readonly #rareMs: number;
  readonly #clock: Clock;
  /** In ms of the clock, both. */
  #expectedAt = Number.POSITIVE_INFINITY;
  #lookAt = Number.NEGATIVE_INFINITY;

  /** @param options.rareMs longest time in ms between two looks */
  constructor({ rareMs, clock }: { rareMs: number; clock: Clock }) {
    this.#rareMs = rareMs;
    this.#clock = clock;
  }

  /** Something is due then; to be told once it is in the store. */
  expect(at: Date): void {
    this.#expectedAt = Math.min(this.#expectedAt, at.getTime());
  }

  /** What a periodic task runs: `work` when something is due, or after `rareMs`; after a failure each time. */
  whenDue(work: WorkOff): (signal: AbortSignal) => Promise<void> {
    return async (signal) => {
      const now = this.#clock().getTime();
      if (now < Math.min(this.#expectedAt, this.#lookAt)) return;
      if (this.#expectedAt <= now) this.#expectedAt = Number.POSITIVE_INFINITY;
      this.#lookAt = Number.NEGATIVE_INFINITY;
      const next = await work(signal);
      this.#lookAt = Math.min(now + this.#rareMs, next?.getTime() ?? Number.POSITIVE_INFINITY);
    };
  }
}
