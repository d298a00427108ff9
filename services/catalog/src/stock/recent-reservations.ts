import { LRUCache } from 'lru-cache';
import type { Reservation } from './domain/reservation.ts';

/** Orders in between their Reserve and their Commit; a few hundred bytes each. */
const MOST = 10_000;

/**
 * Reservations as this process saw them last, so that the Commit that follows a Reserve need not read what was
 * answered a moment ago. Each is a guess and no more: whoever takes it must have every write that relies on it
 * guarded by status and attempt, and read the reservation when one of them does not match.
 */
export interface RecentReservations {
  remember(reservation: Reservation): void;
  /** Once: who takes it for wrong must not be given it again. */
  take(orderId: string): Reservation | undefined;
}

export function createRecentReservations(): RecentReservations {
  const reservations = new LRUCache<string, Reservation>({ max: MOST });
  return {
    remember: (reservation) => void reservations.set(reservation.orderId, reservation),
    take(orderId) {
      const reservation = reservations.get(orderId);
      reservations.delete(orderId);
      return reservation;
    },
  };
}
