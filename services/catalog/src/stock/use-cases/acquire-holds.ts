import { setTimeout as sleep } from 'node:timers/promises';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import { mayHold, type Line, type Reservation } from '../domain/reservation.ts';
import { availability, isLive, type Stock } from '../domain/stock.ts';
import type { ReservationRepository, StockRepository } from '../ports.ts';
import type { PublishLowStock } from './publish-low-stock.ts';

/** Of many holders only the latest can still be undecided, or nearly so. */
const MOST_RECENT = 200;

/** A SKU that there was not enough of. */
export interface Shortage {
  sku: string;
  requested: number;
  available: number;
  /** False for a SKU that never was. */
  known: boolean;
}

/**
 * - `reserved`: all lines are held
 * - `short`: refused, and nothing is held
 * - `superseded`: somebody else moved the reservation meanwhile; look at it again
 */
type Acquired =
  | { outcome: 'reserved'; reservation: Reservation }
  | { outcome: 'short'; shortage: Shortage }
  | { outcome: 'superseded' };

/** Acquires the holds of the running attempt of a reservation that is `reserving`. */
export type AcquireHolds = (reservation: Reservation) => Promise<Acquired>;

/**
 * All or nothing over several rows without a transaction: the reservation is the log and the judge, the
 * holds on stock rows end by themselves at `expiresAt`. Wherever this stops half-way, nothing stays held
 * longer than that, and the same order can go on or begin anew.
 */
export function createAcquireHolds(deps: {
  reservations: ReservationRepository;
  stock: StockRepository;
  publishLowStock: PublishLowStock;
  clock: Clock;
  /** Longest wait for holds of others that may come back. */
  claimTimeoutMs: number;
}): AcquireHolds {
  const { reservations, stock, publishLowStock, clock, claimTimeoutMs } = deps;

  /**
   * Whether a refusal would be hasty: units are free again already, or out with somebody who may yet fail
   * at another SKU, or is about to give them back. Refusing then could leave both with nothing.
   */
  const mayComeBack = async (orderId: string, line: Line, row: Stock | undefined): Promise<boolean> => {
    if (!row?.active) return false;
    const now = clock();
    if (availability(row, now).available >= line.quantity) return true;
    const others = row.holds.filter((hold) => hold.orderId !== orderId && isLive(hold, now));
    if (others.length === 0) return false;
    return reservations.hasAnyUnsettled(
      others.slice(-MOST_RECENT).map((hold) => hold.orderId),
      now,
    );
  };

  /** What was missing; undefined when the line is held. */
  const claim = async (reservation: Reservation, line: Line): Promise<Shortage | undefined> => {
    const { orderId, attempt, expiresAt } = reservation;
    const deadline = performance.now() + claimTimeoutMs;
    for (;;) {
      const hold = { orderId, attempt, quantity: line.quantity, expiresAt };
      const { claimed, low } = await stock.claim(line.sku, hold, clock());
      if (low) await publishLowStock(low);
      if (claimed) return undefined;
      const row = await stock.find(line.sku);
      if (performance.now() > deadline || !(await mayComeBack(orderId, line, row))) {
        const available = row ? Math.max(0, availability(row, clock()).available) : 0;
        return { sku: line.sku, requested: line.quantity, available, known: row !== undefined };
      }
      await sleep(5 + Math.random() * 10);
    }
  };

  const claimAll = async (reservation: Reservation): Promise<{ claimed: number; shortage?: Shortage }> => {
    for (const [index, line] of reservation.lines.entries()) {
      if (index > 0) await failpoint('catalog.reserve.between-skus');
      const shortage = await claim(reservation, line);
      if (shortage) return { claimed: index, shortage };
    }
    return { claimed: reservation.lines.length };
  };

  const releaseHolds = ({ orderId, attempt, lines }: Reservation): Promise<void> =>
    stock.releaseHolds(
      lines.map((line) => line.sku),
      orderId,
      attempt,
    );

  /** Takes our holds off again, unless the reservation got where we wanted it without us. */
  const yieldHolds = async (reservation: Reservation): Promise<void> => {
    const current = await reservations.find(reservation.orderId);
    if (current?.attempt === reservation.attempt && mayHold(current.status)) return;
    await releaseHolds(reservation);
  };

  return async (reservation) => {
    const { claimed, shortage } = await claimAll(reservation);
    const moved = await reservations.move(
      reservation,
      { status: shortage ? 'refused' : 'reserved' },
      clock(),
    );
    if (!moved) {
      await yieldHolds(reservation);
      return { outcome: 'superseded' };
    }
    if (!shortage) return { outcome: 'reserved', reservation: moved };
    if (claimed > 0) await releaseHolds(moved);
    return { outcome: 'short', shortage };
  };
}
