import type { Clock } from '@chowk/runtime/lifecycle';
import type { ReservationRepository, StockRepository } from '../ports.ts';
import type { Sweep } from './sweep.ts';

/**
 * Takes off what reservations left that ran out of time. Nothing waits for it: an expired hold counts as free
 * wherever stock is read.
 */
export function createExpireReservations(deps: {
  reservations: ReservationRepository;
  stock: StockRepository;
  clock: Clock;
}): Sweep {
  const { reservations, stock, clock } = deps;
  return async ({ before, limit, signal }) => {
    const overdue = await reservations.listOverdue(before, limit);
    for (const reservation of overdue) {
      signal.throwIfAborted();
      const expired = await reservations.move(reservation, { status: 'expired' }, clock());
      if (!expired) continue;
      await stock.releaseHolds(
        expired.lines.map((line) => line.sku),
        expired.orderId,
        expired.attempt,
      );
    }
    return overdue.length;
  };
}
