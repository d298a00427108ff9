import type { Outbox } from '@chowk/messaging';
import type { Logger } from '@chowk/runtime/log';
import type { LowNotice, StockLedger } from '../ports.ts';

/**
 * Tells that an article is low, once per crossing of its threshold. The crossing itself is noted on the
 * stock row, so what is not told here is told by the next tidying up.
 */
export type AnnounceLowStock = (notice: LowNotice) => Promise<void>;

export function createAnnounceLowStock(deps: {
  outbox: Outbox;
  stock: StockLedger;
  logger: Logger;
}): AnnounceLowStock {
  const { outbox, stock, logger } = deps;
  return async (notice) => {
    try {
      await outbox.transact(async (tx) => {
        if (!(await stock.markTold(notice, tx))) return;
        const { id: _id, ...facts } = notice;
        tx.emit('stockLow', notice.sku, facts);
      });
      await stock.clearNotice(notice);
    } catch (err) {
      // A sale does not fail because of a notice.
      logger.warn({ err, sku: notice.sku }, 'low stock could not be announced, will try again');
    }
  };
}
