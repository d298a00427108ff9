import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LowStockAlert } from '../domain/low-stock.ts';
import type { LowStockAlertRepository } from '../ports.ts';

/**
 * Publishes that a SKU is low, once per crossing of its threshold. The crossing itself is noted on the stock
 * row, so what is not published here is published by the next sweep: it never throws.
 */
export type PublishLowStock = (alert: LowStockAlert) => Promise<void>;

export function createPublishLowStock(deps: {
  outbox: Outbox;
  alerts: LowStockAlertRepository;
  clock: Clock;
  logger: Logger;
}): PublishLowStock {
  const { outbox, alerts, clock, logger } = deps;
  return async (alert) => {
    try {
      await outbox.transact(async (tx) => {
        if (!(await alerts.markPublished(alert, clock(), tx))) return;
        const { id: _id, ...facts } = alert;
        tx.emit('stockLow', alert.sku, facts);
      });
      await alerts.clear(alert);
    } catch (err) {
      // A sale does not fail because of an alert.
      logger.warn({ err, sku: alert.sku }, 'low stock could not be published, will try again');
    }
  };
}
