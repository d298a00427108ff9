import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { combineLines, decideReserve, type Line, type Reservation } from '../domain/reservation.ts';
import type { ReservationRepository } from '../ports.ts';
import type { RecentReservations } from '../recent-reservations.ts';
import type { AcquireHolds, Shortage } from './acquire-holds.ts';

/** Each round lost means that somebody moved this very order; more than a few at once is not a client of ours. */
const MAX_ROUNDS = 10;

/**
 * Reserves all lines for an order, or none. Lines of one SKU are summed. Repeating answers the same
 * reservation; one that ran out of time, or was refused, is tried anew.
 * @throws AppError OUT_OF_STOCK, SKU_NOT_FOUND, RESERVATION_MISMATCH, RESERVATION_CLOSED, OVERLOADED
 */
export type ReserveStock = (order: {
  orderId: string;
  lines: readonly Line[];
  ttlSeconds: number;
}) => Promise<Reservation>;

const refusal = ({ known, ...shortage }: Shortage): AppError =>
  new AppError(known ? 'OUT_OF_STOCK' : 'SKU_NOT_FOUND', { details: [{ path: 'lines', ...shortage }] });

export function createReserveStock(deps: {
  reservations: ReservationRepository;
  acquireHolds: AcquireHolds;
  recent: RecentReservations;
  clock: Clock;
}): ReserveStock {
  const { reservations, acquireHolds, recent, clock } = deps;
  return async ({ orderId, lines: given, ttlSeconds }) => {
    const lines = combineLines(given);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const now = clock();
      const expiresAt = new Date(now.getTime() + ttlSeconds * 1000);
      let reservation: Reservation | undefined = await reservations.open(orderId, lines, expiresAt, now);
      switch (decideReserve(reservation, lines, now)) {
        case 'mismatch':
          throw new AppError('RESERVATION_MISMATCH');
        case 'closed':
          throw new AppError('RESERVATION_CLOSED');
        case 'answer':
          return reservation;
        case 'retry': {
          const attempt = reservation.attempt + 1;
          reservation = await reservations.move(
            reservation,
            { status: 'reserving', attempt, expiresAt },
            now,
          );
        }
      }
      if (!reservation) continue;
      const acquired = await acquireHolds(reservation);
      if (acquired.outcome === 'reserved') {
        recent.remember(acquired.reservation);
        return acquired.reservation;
      }
      if (acquired.outcome === 'short') throw refusal(acquired.shortage);
    }
    throw new AppError('OVERLOADED', { retryAfter: 1 });
  };
}
