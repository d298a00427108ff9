import type { LowStockAlertRepository } from '../ports.ts';
import type { PublishLowStock } from './publish-low-stock.ts';
import type { Sweep } from './sweep.ts';

/** Publishes low-stock alerts whose crossing was noted by a process that died before it published them. */
export function createPublishMissedAlerts(deps: {
  alerts: LowStockAlertRepository;
  publishLowStock: PublishLowStock;
}): Sweep {
  const { alerts, publishLowStock } = deps;
  return async ({ before, limit, signal }) => {
    const missed = await alerts.listUnpublished(before, limit);
    for (const alert of missed) {
      signal.throwIfAborted();
      await publishLowStock(alert);
    }
    return missed.length;
  };
}
