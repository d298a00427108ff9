import type { StockApi } from '../../stock/stock.ts';
import type { ProductRepository } from '../ports.ts';
import type { SyncInStock } from './sync-in-stock.ts';

/**
 * Has the stock of a product follow it as it is now, and the product say whether any of it is left; of one that
 * was deleted nothing is on sale.
 */
export type SyncOnSale = (productId: string) => Promise<void>;

export function createSyncOnSale(deps: {
  products: Pick<ProductRepository, 'findOnSale'>;
  stock: Pick<StockApi, 'setOnSale'>;
  syncInStock: SyncInStock;
}): SyncOnSale {
  const { products, stock, syncInStock } = deps;
  return async (productId) => {
    const onSale = await products.findOnSale(productId);
    if (!onSale) return;
    await stock.setOnSale(productId, onSale.version, onSale.skus);
    await syncInStock(productId);
  };
}
