import type { Clock } from '../../ports.ts';
import type { Adjustments, Reservations, StockLedger } from '../ports.ts';
import type { AnnounceLowStock } from './announce-low-stock.ts';
import type { ReleaseStock } from './release-stock.ts';

const BATCH = 100;

/**
 * Tidies up after what ended or died: holds that ran out, restocks cut short, notices not told, adjustments
 * without a verdict. Nothing waits for it: expired holds count as free wherever stock is read.
 * Returns how many things it put in order.
 */
export type TidyStock = () => Promise<number>;

export function createTidyStock(deps: {
  reservations: Reservations;
  stock: StockLedger;
  adjustments: Adjustments;
  release: ReleaseStock;
  announceLow: AnnounceLowStock;
  clock: Clock;
  graceMs: number;
}): TidyStock {
  const { reservations, stock, adjustments, release, announceLow, clock, graceMs } = deps;
  return async () => {
    const before = new Date(clock().getTime() - graceMs);

    const overdue = await reservations.overdue(before, BATCH);
    for (const reservation of overdue) {
      const lapsed = await reservations.move(reservation, { status: 'lapsed' }, clock());
      if (!lapsed) continue;
      await stock.drop(
        lapsed.lines.map((line) => line.sku),
        lapsed.orderId,
        lapsed.attempt,
      );
    }

    const stuck = await reservations.stuckRestocking(before, BATCH);
    for (const { orderId } of stuck) await release(orderId, { restock: true });

    const untold = await stock.untoldNotices(before, BATCH);
    for (const notice of untold) await announceLow(notice);

    const pending = await adjustments.pending(before, BATCH);
    for (const { id, sku } of pending)
      await adjustments.settle(id, (await stock.hasAdjusted(sku, id)) ? 'applied' : 'refused');

    return overdue.length + stuck.length + untold.length + pending.length;
  };
}
