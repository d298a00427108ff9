import type { StockApi } from '../../stock/stock.ts';
import type { ProductRepository } from '../ports.ts';

/** Has the stock of a product follow it as it is now; of one that was deleted nothing is on sale. */
export type SyncOnSale = (productId: string) => Promise<void>;

export function createSyncOnSale(deps: {
  products: Pick<ProductRepository, 'findOnSale'>;
  stock: Pick<StockApi, 'setOnSale'>;
}): SyncOnSale {
  const { products, stock } = deps;
  return async (productId) => {
    const onSale = await products.findOnSale(productId);
    if (onSale) await stock.setOnSale(productId, onSale.version, onSale.skus);
  };
}
