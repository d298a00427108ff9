import { setTimeout as sleep } from 'node:timers/promises';
import type { Outbox } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { maskNumber, type Car } from '../cars/domain/car.ts';
import type { NotedViews, Scans } from './ports.ts';

const BATCH = 100;

/**
 * Records views off the answer's path and loses none. A view is first noted: one plain insert, which a crash
 * survives and which runs while auth is asked about the owner. Right after, this process turns noted views
 * into scans and events, many in one transaction; those of a process that died are taken by whichever
 * replica sweeps next. A view is taken in the transaction of its effect, so it counts once.
 */
export class ViewRecorder {
  readonly #views: NotedViews;
  readonly #scans: Scans;
  readonly #outbox: Outbox;
  readonly #logger: Logger;
  readonly #sweepMs: number;
  readonly #pending: string[] = [];
  #settling: Promise<void> | undefined;
  readonly #stopping = new AbortController();
  readonly #sweeping: Promise<void>;

  constructor(parts: { views: NotedViews; scans: Scans; outbox: Outbox; logger: Logger; sweepMs: number }) {
    this.#views = parts.views;
    this.#scans = parts.scans;
    this.#outbox = parts.outbox;
    this.#logger = parts.logger;
    this.#sweepMs = parts.sweepMs;
    this.#sweeping = this.#sweepUntilStopped();
  }

  /** Resolves when the view is safe; its scan and event follow. */
  async note(car: Car, at: Date): Promise<void> {
    const id = newId('scn');
    const { id: carId, ownerUserId, carModel } = car;
    await this.#views.add({ id, carId, ownerUserId, carModel, maskedNumber: maskNumber(car.carNumber), at });
    await failpoint('nfc-qr.view.noted');
    this.#pending.push(id);
    this.#settling ??= this.#settlePending().finally(() => (this.#settling = undefined));
  }

  /** Settles what was noted here and stops sweeping. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await this.#settling;
  }

  async #settlePending(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0, BATCH);
      try {
        await this.#settle(batch);
      } catch (err) {
        // They are safe in the database: the sweep takes them.
        this.#logger.warn({ err, views: batch.length }, 'views could not be settled, will try again');
      }
    }
  }

  async #settle(ids: readonly string[]): Promise<void> {
    await this.#outbox.transact(async (tx) => {
      const views = await this.#views.take(ids, tx);
      if (views.length === 0) return;
      await this.#scans.add(
        views.map(({ id, carId, ownerUserId, at }) => ({ id, kind: 'view', carId, ownerUserId, at })),
        tx,
      );
      for (const { id, carId, ownerUserId, carModel, maskedNumber, at } of views) {
        const scannedAt = at.toISOString();
        const facts = { scanId: id, ownerUserId, carId, carModel, maskedNumber, scannedAt };
        tx.emit('scanRecorded', id, { ...facts, kind: 'view' });
      }
    });
  }

  async #sweepUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // Jitter, so that replicas do not meet. Aborting the sleep is how stop() ends it.
      const pause = this.#sweepMs * (0.75 + Math.random() / 2);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        const left = await this.#views.leftSince(new Date(Date.now() - this.#sweepMs), BATCH);
        if (left.length > 0) await this.#settle(left);
      } catch (err) {
        this.#logger.warn({ err }, 'sweep of noted views failed, will try again');
      }
    }
  }
}
