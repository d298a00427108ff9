import type { ReservationRepository } from '../ports.ts';
import type { ReleaseStock } from './release-stock.ts';
import type { Sweep } from './sweep.ts';

/** Finishes giving back sold units where the process that began died. */
export function createResumeRestocks(deps: {
  reservations: ReservationRepository;
  releaseStock: ReleaseStock;
}): Sweep {
  const { reservations, releaseStock } = deps;
  return async ({ before, limit, signal }) => {
    const stuck = await reservations.listStuckRestocking(before, limit);
    for (const { orderId } of stuck) {
      signal.throwIfAborted();
      await releaseStock(orderId, { restock: true });
    }
    return stuck.length;
  };
}
