import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import { ok, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '../../ports.ts';
import { findOwnStore } from '../../stores/use-cases/own-store.ts';
import type { Stores } from '../../stores/ports.ts';
import { availability, type Stock } from '../domain/stock.ts';
import type { Adjustments, StockLedger } from '../ports.ts';
import type { AnnounceLowStock } from './announce-low-stock.ts';

export interface ManageStock {
  /** @throws AppError SKU_NOT_FOUND */
  get(user: UserIdentity, sku: string): Promise<Stock>;
  /**
   * Changes what is on hand and keeps it for audit.
   * @throws AppError SKU_NOT_FOUND, OUT_OF_STOCK when sold or reserved units would be missing
   */
  adjust(
    user: UserIdentity,
    change: { sku: string; delta: number; reason: string },
    idempotency: IdempotentRequest | undefined,
  ): Promise<Reply>;
}

/** A stock row as its merchant sees it. */
export const inventoryView = (stock: Stock, now: Date) => ({
  sku: stock.sku,
  productId: stock.productId,
  storeId: stock.storeId,
  active: stock.active,
  threshold: stock.threshold,
  ...availability(stock, now),
});

export function createManageStock(deps: {
  stock: StockLedger;
  stores: Stores;
  adjustments: Adjustments;
  announceLow: AnnounceLowStock;
  idempotency: IdempotencyStore;
  clock: Clock;
}): ManageStock {
  const { stock, stores, adjustments, announceLow, idempotency, clock } = deps;

  const own = async (user: UserIdentity, sku: string): Promise<Stock> => {
    const row = await stock.find(sku);
    if (!row || !(await findOwnStore(stores, user, row.storeId))) throw new AppError('SKU_NOT_FOUND');
    return row;
  };

  return {
    get: own,
    async adjust(user, { sku, delta, reason }, request) {
      const row = await own(user, sku);
      return idempotency.resumable(request, 'adj', async (id) => {
        const adjustment = { id, sku, delta, reason, userId: user.userId, at: clock() };
        if ((await adjustments.begin(adjustment)) !== 'applied') {
          const { adjusted, low } = await stock.adjust(adjustment);
          await adjustments.settle(id, adjusted ? 'applied' : 'refused');
          if (!adjusted) {
            const { available } = availability(row, clock());
            throw new AppError('OUT_OF_STOCK', {
              message: 'Sold or reserved units cannot be taken away.',
              details: [{ path: 'delta', message: `only ${available} are free`, available }],
            });
          }
          if (low) await announceLow(low);
        }
        const after = await stock.find(sku);
        return ok({ inventory: inventoryView(after ?? row, clock()), adjustmentId: id });
      });
    },
  };
}
