import { AppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Reservation } from '../domain/reservation.ts';
import type { StockTurn } from '../domain/stock-turn.ts';
import type { ReservationRepository, StockRepository } from '../ports.ts';
import type { RecentReservations } from '../recent-reservations.ts';
import type { AcquireHolds } from './acquire-holds.ts';

const MAX_ROUNDS = 10;
/** Time in ms to finish a sale whose reservation had run out. */
const RENEWAL_MS = 60_000;

/**
 * Turns what an order has reserved into sold units. An order whose time ran out gets its units all the
 * same while they are free; they were anybody's from that moment on, its own too. Idempotent.
 * @throws AppError RESERVATION_NOT_FOUND, RESERVATION_CLOSED, OVERLOADED
 */
export type CommitStock = (orderId: string) => Promise<Reservation>;

export function createCommitStock(deps: {
  reservations: ReservationRepository;
  stock: StockRepository;
  acquireHolds: AcquireHolds;
  recent: RecentReservations;
  /** Has the rows forget, a little later, that units were sold to an order; they end by themselves otherwise. */
  onCommitted(reservation: Reservation): void;
  onTurned(turn: StockTurn): void;
  clock: Clock;
  /** How long a row remembers that units were sold to an order. */
  markerKeepMs: number;
}): CommitStock {
  const { reservations, stock, acquireHolds, recent, onCommitted, onTurned, clock, markerKeepMs } = deps;

  /** False when a hold is gone: run out and taken, or released by whoever closed the reservation. */
  const sellAll = async ({ orderId, attempt, lines }: Reservation): Promise<boolean> => {
    const keepUntil = new Date(clock().getTime() + markerKeepMs);
    for (const [index, { sku }] of lines.entries()) {
      if (index > 0) await failpoint('catalog.commit.between-skus');
      const { sold, turn } = await stock.sell(sku, orderId, attempt, keepUntil);
      if (turn) onTurned(turn);
      if (!sold) return false;
    }
    return true;
  };

  const reserveAnew = async (reservation: Reservation): Promise<void> => {
    const now = clock();
    const renewed = await reservations.move(
      reservation,
      {
        status: 'reserving',
        attempt: reservation.attempt + 1,
        expiresAt: new Date(now.getTime() + RENEWAL_MS),
      },
      now,
    );
    if (!renewed) return;
    const { outcome } = await acquireHolds(renewed);
    if (outcome === 'short') throw new AppError('RESERVATION_CLOSED');
  };

  return async (orderId) => {
    // What this process reserved a moment ago is not read again. Should others have moved it since, a hold of this
    // attempt is gone from its row, or the last move fails, and the next round reads.
    let remembered = recent.take(orderId);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const reservation = remembered ?? (await reservations.find(orderId));
      const isRead = remembered === undefined;
      remembered = undefined;
      switch (reservation?.status) {
        case 'released':
        case 'restocking':
          throw new AppError('RESERVATION_CLOSED');
        case undefined:
        case 'reserving':
        case 'refused':
          throw new AppError('RESERVATION_NOT_FOUND');
        case 'expired':
          await reserveAnew(reservation!);
          continue;
        case 'reserved': {
          if (!(await sellAll(reservation!))) {
            if (isRead) await reserveAnew(reservation!);
            continue;
          }
          const committed = await reservations.move(reservation!, { status: 'committed' }, clock());
          if (!committed) continue;
        }
      }
      await failpoint('catalog.commit.decided');
      onCommitted(reservation!);
      return { ...reservation!, status: 'committed' };
    }
    throw new AppError('OVERLOADED', { retryAfter: 1 });
  };
}
