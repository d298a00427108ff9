import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { OutboxRepository, OutboxRow } from './outbox.repository.ts';

/** So long rows may gather. */
const GATHER_MS = 250;
/** So many are deleted without waiting for more. */
const BATCH = 500;
/** A lease that ends within this time is not waited with. */
const HURRY_MS = 1_000;
/** Kept for another try at the most; what is beyond that is sent a second time by a sweep. */
const MAX_KEPT = 10_000;

/**
 * Deletes rows that the broker has safe, many with one command. Until then their lease keeps sweeps away; should
 * this process die meanwhile, they are published once more after it, which consumers bear.
 */
export class PublishedRows {
  readonly #rows: OutboxRepository;
  readonly #logger: Logger;
  readonly #clock: Clock;
  #gathered: OutboxRow[] = [];
  #timer: NodeJS.Timeout | undefined;
  #deleting: Promise<void> = Promise.resolve();

  constructor({ rows, logger, clock }: { rows: OutboxRepository; logger: Logger; clock: Clock }) {
    this.#rows = rows;
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Rows to be deleted soon. */
  add(rows: readonly OutboxRow[]): void {
    if (rows.length === 0) return;
    this.#gathered.push(...rows);
    const soon = this.#clock().getTime() + HURRY_MS;
    if (this.#gathered.length >= BATCH || rows.some(({ leaseUntil }) => leaseUntil.getTime() < soon))
      void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** Deletes what has gathered, after what is being deleted. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return (this.#deleting = this.#deleting.then(() => this.#delete()));
  }

  async #delete(): Promise<void> {
    const batch = this.#gathered;
    this.#gathered = [];
    try {
      await this.#rows.delete(batch);
    } catch (err) {
      this.#logger.warn(
        { err, events: batch.length },
        'published events could not be deleted, will try again',
      );
      // With those that are published next: a database that is away lets nothing be committed either.
      this.#gathered = [...batch, ...this.#gathered].slice(-MAX_KEPT);
    }
  }
}
