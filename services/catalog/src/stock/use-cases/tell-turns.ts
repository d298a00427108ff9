import type { Logger } from '@chowk/runtime/log';
import type { StockTurn } from '../domain/stock-turn.ts';
import type { StockRepository, StockTurned } from '../ports.ts';

/**
 * Tells products that SKUs of theirs sold out or have units again. The turns stay noted on the rows until then, so
 * what is not told here is told by the next sweep: it never throws.
 */
export type TellTurns = (turns: readonly StockTurn[]) => Promise<void>;

export function createTellTurns(deps: {
  stock: Pick<StockRepository, 'clearTurns'>;
  onStockTurned: StockTurned;
  logger: Logger;
}): TellTurns {
  const { stock, onStockTurned, logger } = deps;
  return async (turns) => {
    try {
      for (const productId of new Set(turns.map((turn) => turn.productId))) await onStockTurned(productId);
      // Only now: whoever dies before has told it twice at the worst.
      if (turns.length > 0) await stock.clearTurns(turns);
    } catch (err) {
      // A sale does not fail because of a flag on the product.
      logger.warn({ err }, 'products could not be told of their stock, will try again');
    }
  };
}
