import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { availability, type Stock } from '../domain/stock.ts';
import type { AdjustmentRepository, StockRepository } from '../ports.ts';
import type { PublishLowStock } from './publish-low-stock.ts';
import type { RequireManagedStock } from './stock-access.ts';
import type { TellTurns } from './tell-turns.ts';

/**
 * Changes what is on hand, and keeps it for audit. Once per id: repeated after a crash it finds out how far it
 * came. Returns the stock after it.
 * @throws AppError SKU_NOT_FOUND, OUT_OF_STOCK when sold or reserved units would be missing
 */
export type AdjustStock = (
  user: UserIdentity,
  change: { id: string; sku: string; delta: number; reason: string },
) => Promise<Stock>;

export function createAdjustStock(deps: {
  stock: StockRepository;
  adjustments: AdjustmentRepository;
  requireManagedStock: RequireManagedStock;
  publishLowStock: PublishLowStock;
  tellTurns: TellTurns;
  clock: Clock;
}): AdjustStock {
  const { stock, adjustments, requireManagedStock, publishLowStock, tellTurns, clock } = deps;
  return async (user, change) => {
    const { id, sku } = change;
    const row = await requireManagedStock(user, sku);
    const adjustment = { ...change, userId: user.userId, at: clock() };
    if ((await adjustments.begin(adjustment)) !== 'applied') {
      const { adjusted, low, turn } = await stock.adjust(adjustment);
      await adjustments.settle(id, adjusted ? 'applied' : 'refused');
      if (!adjusted) {
        const { available } = availability(row, clock());
        throw new AppError('OUT_OF_STOCK', {
          message: 'Sold or reserved units cannot be taken away.',
          details: [{ path: 'delta', message: `only ${available} are free`, available }],
        });
      }
      if (low) await publishLowStock(low);
      if (turn) await tellTurns([turn]);
    }
    return (await stock.find(sku)) ?? row;
  };
}
