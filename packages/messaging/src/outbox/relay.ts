import { setTimeout as sleep } from 'node:timers/promises';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { withoutRequestEnd } from '@chowk/runtime/telemetry';
import type { Bus } from '../bus/bus.ts';
import { UnroutableMessage } from '../bus/publisher.ts';
import type { OutboxRepository, OutboxRow } from './outbox.repository.ts';
import { PublishedRows } from './published-rows.ts';
import { Sweep } from './sweep.ts';

/** How long who wrote a row has it to itself. */
export const LEASE_MS = 5_000;
/** Of rows that were swept: longer than publishing them can take. */
const SWEEP_LEASE_MS = 30_000;
const BATCH = 100;
/** How long `stop` publishes what is waiting; the rest is another replica's. */
const STOP_LIMIT_MS = 5_000;

interface RelayOptions {
  rows: OutboxRepository;
  bus: Bus;
  source: string;
  logger: Logger;
  clock: Clock;
  /** Events that wait in memory to be published; what comes on top is left to the sweep. */
  maxPending: number;
  /** Pause in ms between two looks for rows of others, while nothing is known of any. */
  sweepMs: number;
}

/** Publishes rows of the outbox: those of this process right away, and by a sweep those that nobody published. */
export class Relay {
  readonly #options: RelayOptions;
  readonly #pending: OutboxRow[] = [];
  readonly #giveUp = new AbortController();
  readonly #sweep: Sweep;
  readonly #published: PublishedRows;
  #publishing: Promise<void> | undefined;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { bus, logger, sweepMs: everyMs } = options;
    this.#published = new PublishedRows(options);
    this.#sweep = new Sweep({ everyMs, run: (signal) => this.#sweepAll(signal), logger });
    bus.onCanPublish(() => {
      // What waited for the broker, and in a moment what was written just now and not kept in memory.
      this.#sweep.wake();
      this.#sweep.expectWithin(LEASE_MS);
    });
  }

  /** Rows that wait in memory. */
  get pendingCount(): number {
    return this.#pending.length;
  }

  /** Publishes rows that have just been committed, in order, without making anybody wait. */
  publishSoon(rows: readonly OutboxRow[]): void {
    const { bus, maxPending } = this.#options;
    // With the broker away they would only fill the memory and fail one by one.
    if (!bus.canPublish) return;
    const taken = rows.slice(0, maxPending - this.#pending.length);
    this.#pending.push(...taken);
    if (taken.length < rows.length) this.#sweep.expectWithin(LEASE_MS);
    // For the events of others, too, who come while it runs.
    this.#publishing ??= withoutRequestEnd(() => this.#publishPending()).finally(
      () => (this.#publishing = undefined),
    );
  }

  /** Publishes what is waiting, for 5 s at the most, and stops sweeping. */
  async stop(): Promise<void> {
    const late = new AbortController();
    const tooLate = sleep(STOP_LIMIT_MS, undefined, { signal: late.signal }).then(
      () => this.#giveUp.abort(),
      () => undefined,
    );
    await Promise.all([this.#sweep.stop(), this.#publishing]);
    await this.#published.flush();
    late.abort();
    await tooLate;
  }

  async #publishPending(): Promise<void> {
    const { logger, clock } = this.#options;
    const { signal } = this.#giveUp;
    while (this.#pending.length > 0 && !signal.aborted) {
      const now = clock();
      // Those that waited for longer than their lease are the sweep's by now.
      const rows = this.#pending.splice(0, BATCH);
      const batch = rows.filter((row) => row.leaseUntil > now);
      if (batch.length < rows.length) this.#sweep.expectWithin(LEASE_MS);
      try {
        const confirmed = await this.#publish(batch, signal);
        this.#published.add(confirmed);
        if (confirmed.length < batch.length) this.#sweep.expectWithin(LEASE_MS);
      } catch (err) {
        this.#sweep.expectWithin(LEASE_MS);
        // The rows are safe in the database: the sweep publishes them once their lease is over.
        logger.warn({ err, events: batch.length }, 'events could not be published, will try again');
      }
    }
    this.#pending.splice(0);
  }

  /** Publishes rows that nobody else is publishing. */
  async #sweepAll(signal: AbortSignal): Promise<void> {
    const { rows, bus } = this.#options;
    while (!signal.aborted && bus.canPublish) {
      const claimed = await rows.claim(BATCH, SWEEP_LEASE_MS);
      if (claimed.length === 0) return;
      // Whoever left these may have left others, which become free within their lease.
      this.#sweep.expectWithin(LEASE_MS);
      let confirmed: readonly OutboxRow[] = [];
      try {
        confirmed = await this.#publish(claimed, signal);
      } finally {
        if (confirmed.length < claimed.length) this.#sweep.expectWithin(SWEEP_LEASE_MS);
      }
      await rows.delete(confirmed);
    }
  }

  /** Publishes rows; returns those that the broker has safe. @throws Error when it has none of them */
  async #publish(batch: readonly OutboxRow[], signal: AbortSignal): Promise<OutboxRow[]> {
    const { bus, source, logger } = this.#options;
    if (batch.length === 0) return [];
    const outcomes = await bus.publish(
      batch.map(({ envelope }) => envelope),
      signal,
    );
    await failpoint(`${source}.outbox.published`);
    const confirmed = batch.filter((_row, index) => outcomes[index]?.status === 'fulfilled');
    for (const { envelope } of confirmed) {
      const traceId = envelope.traceparent?.split('-')[1];
      const { type: event, id: eventId, subject, requestid: requestId } = envelope;
      logger.info({ event, eventId, subject, traceId, requestId }, 'event published');
    }
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    const returned = batch.filter((_row, index) => {
      const outcome = outcomes[index];
      return outcome?.status === 'rejected' && outcome.reason instanceof UnroutableMessage;
    });
    if (returned.length > 0) {
      const types = [...new Set(returned.map(({ envelope }) => envelope.type))];
      logger.error(
        { events: returned.length, types, returnedSinceStart: bus.returnedCount },
        'events came back because no queue takes them, they stay in the outbox',
      );
    }
    if (failures.length > returned.length) {
      const err: unknown = failures.find(({ reason }) => !(reason instanceof UnroutableMessage))?.reason;
      logger.warn({ err, events: failures.length }, 'events could not be published, will try again');
      if (confirmed.length === 0) throw err;
    }
    return confirmed;
  }
}
