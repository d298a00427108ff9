import type { Outbox } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { withoutRequestEnd } from '@chowk/runtime/telemetry';
import type { PendingScan } from './domain/scan.ts';
import type { PendingScanRepository } from './ports.ts';
import type { RecordScans } from './use-cases/record-scans.ts';

const BATCH = 100;

/**
 * Records views off the answer's path and loses none. A view is first stored as pending: one plain insert,
 * which a crash survives and which runs while auth is asked about the owner. Right after, this process turns
 * pending views into scans and events, many in one transaction; those of a process that died are taken by
 * whichever replica looks for stale ones next. A view is taken in the transaction of its effect, so it counts
 * once.
 */
export class ScanBuffer {
  readonly #pending: PendingScanRepository;
  readonly #recordScans: RecordScans;
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #staleAfterMs: number;
  /** Ids that this process stored and has not flushed. */
  readonly #waiting: string[] = [];
  #flushing: Promise<void> | undefined;

  constructor(deps: {
    pending: PendingScanRepository;
    recordScans: RecordScans;
    outbox: Outbox;
    clock: Clock;
    logger: Logger;
    /** Age in ms from which a pending view is taken for that of a process that died. */
    staleAfterMs: number;
  }) {
    this.#pending = deps.pending;
    this.#recordScans = deps.recordScans;
    this.#outbox = deps.outbox;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
    this.#staleAfterMs = deps.staleAfterMs;
  }

  /** Resolves when the view is safe; its scan and event follow. */
  async enqueue(view: PendingScan): Promise<void> {
    await this.#pending.insert(view);
    await failpoint('nfc-qr.view.noted');
    this.#waiting.push(view.id);
    this.#flushing ??= withoutRequestEnd(() => this.#flushWaiting()).finally(
      () => (this.#flushing = undefined),
    );
  }

  /** Flushes what other processes left, one batch at a time. */
  async flushStale(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const before = new Date(this.#clock().getTime() - this.#staleAfterMs);
      const stale = await this.#pending.findStale(before, BATCH);
      if (stale.length > 0) await this.#flush(stale);
      if (stale.length < BATCH) return;
    }
  }

  /** Resolves when nothing that was enqueued here is on its way any more. */
  async drain(): Promise<void> {
    await this.#flushing;
  }

  async #flushWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      try {
        await this.#flush(batch);
      } catch (err) {
        // They are safe in the database, and stale soon.
        this.#logger.warn({ err, views: batch.length }, 'views could not be flushed, will try again');
      }
    }
  }

  #flush(ids: readonly string[]): Promise<void> {
    return this.#outbox.transact(async (tx) => {
      const views = await this.#pending.take(ids, tx);
      if (views.length > 0)
        await this.#recordScans(
          views.map((view) => ({ ...view, kind: 'view' })),
          tx,
        );
    });
  }
}
