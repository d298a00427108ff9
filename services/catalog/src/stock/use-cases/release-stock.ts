import { AppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Reservation } from '../domain/reservation.ts';
import type { StockTurn } from '../domain/stock-turn.ts';
import type { ReservationRepository, StockRepository } from '../ports.ts';

const MAX_ROUNDS = 10;

/**
 * Gives back what an order has reserved, and closes the order: a Reserve that comes later, or is still on
 * its way, is refused. Sold units stay sold without `restock`, and then the answer is `committed`.
 * Idempotent, also for an order that never reserved anything.
 * @throws AppError OVERLOADED when others keep moving this very order
 */
export type ReleaseStock = (orderId: string, options?: { restock?: boolean }) => Promise<Reservation>;

export function createReleaseStock(deps: {
  reservations: ReservationRepository;
  stock: StockRepository;
  onTurned(turn: StockTurn): void;
  clock: Clock;
  /** How long a row remembers that units were given back. */
  markerKeepMs: number;
}): ReleaseStock {
  const { reservations, stock, onTurned, clock, markerKeepMs } = deps;

  const releaseHolds = async ({ orderId, attempt, lines }: Reservation): Promise<void> => {
    await stock.releaseHolds(
      lines.map((line) => line.sku),
      orderId,
      attempt,
    );
  };

  const restockAll = async ({ orderId, lines }: Reservation): Promise<void> => {
    // The Commit left its marks: they are cleared a little later, and not at all by one that died.
    await stock.clearSoldMarkers(
      lines.map((line) => line.sku),
      [orderId],
    );
    const keepUntil = new Date(clock().getTime() + markerKeepMs);
    for (const [index, { sku, quantity }] of lines.entries()) {
      if (index > 0) await failpoint('catalog.release.between-skus');
      const turn = await stock.restock(sku, orderId, quantity, keepUntil);
      if (turn) onTurned(turn);
    }
  };

  return async (orderId, { restock = false } = {}) => {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const reservation = await reservations.find(orderId);
      switch (reservation?.status) {
        case undefined: {
          const closed = await reservations.openReleased(orderId, clock());
          if (closed) return closed;
          break;
        }
        case 'committed':
          if (!restock) return reservation!;
          // The next round gives back, as does whoever finds it so after a crash.
          await reservations.move(reservation!, { status: 'restocking' }, clock());
          break;
        case 'restocking': {
          await restockAll(reservation!);
          const released = await reservations.move(reservation!, { status: 'released' }, clock());
          if (released) return released;
          break;
        }
        case 'released':
          // Again, because the one who closed it may have died before this.
          await releaseHolds(reservation!);
          return reservation!;
        default: {
          const released = await reservations.move(reservation!, { status: 'released' }, clock());
          if (!released) break;
          await releaseHolds(released);
          return released;
        }
      }
    }
    throw new AppError('OVERLOADED', { retryAfter: 1 });
  };
}
