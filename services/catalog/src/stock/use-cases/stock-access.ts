import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { StoresApi } from '../../stores/stores.ts';
import type { Stock } from '../domain/stock.ts';
import type { StockRepository } from '../ports.ts';

/**
 * The stock of a SKU, for who may manage the store that sells it; others are answered as if it did not exist.
 * @throws AppError SKU_NOT_FOUND
 */
export type RequireManagedStock = (user: UserIdentity, sku: string) => Promise<Stock>;

export function createRequireManagedStock(deps: {
  stock: StockRepository;
  stores: StoresApi;
}): RequireManagedStock {
  const { stock, stores } = deps;
  return async (user, sku) => {
    const row = await stock.find(sku);
    if (!row || !(await stores.findManagedStore(user, row.storeId))) throw new AppError('SKU_NOT_FOUND');
    return row;
  };
}
