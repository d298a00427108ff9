import type { StockApi } from '../../stock/stock.ts';
import { isUnsold } from '../domain/stocked-product.ts';
import type { ProductRepository } from '../ports.ts';

/**
 * Has a product say whether units of it are unsold. To be called after every turn of its stock, by whichever replica:
 * of looks at the stock that overlap only the one that began last writes, and it began after the turn that it
 * was called for. So the product is right once the last one is over, and nobody locks the stock.
 */
export type SyncInStock = (productId: string) => Promise<void>;

export function createSyncInStock(deps: {
  products: Pick<ProductRepository, 'beginStockLook' | 'setInStock'>;
  stock: Pick<StockApi, 'listByProducts'>;
}): SyncInStock {
  const { products, stock } = deps;
  return async (productId) => {
    const look = await products.beginStockLook(productId);
    if (look === undefined) return;
    const rows = await stock.listByProducts([productId]);
    await products.setInStock(productId, look, isUnsold({ stock: rows }));
  };
}
