import type { AdjustmentRepository, StockRepository } from '../ports.ts';
import type { Sweep } from './sweep.ts';

/** Writes into the audit log how adjustments ended whose process died before it could. */
export function createSettleAdjustments(deps: {
  adjustments: AdjustmentRepository;
  stock: StockRepository;
}): Sweep {
  const { adjustments, stock } = deps;
  return async ({ before, limit, signal }) => {
    const pending = await adjustments.listPending(before, limit);
    for (const { id, sku } of pending) {
      signal.throwIfAborted();
      await adjustments.settle(id, (await stock.hasAdjusted(sku, id)) ? 'applied' : 'refused');
    }
    return pending.length;
  };
}
