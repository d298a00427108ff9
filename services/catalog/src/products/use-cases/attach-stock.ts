import type { StockApi } from '../../stock/stock.ts';
import type { Product } from '../domain/product.ts';
import type { StockedProduct } from '../domain/stocked-product.ts';

/** Products with their stock, in the order given; one query for all of them. */
export type AttachStock = (products: readonly Product[]) => Promise<StockedProduct[]>;

export function createAttachStock(deps: { stock: StockApi }): AttachStock {
  return async (products) => {
    if (products.length === 0) return [];
    const rows = await deps.stock.listByProducts(products.map((product) => product.id));
    const byProduct = Map.groupBy(rows, (row) => row.productId);
    return products.map((product) => ({ product, stock: byProduct.get(product.id) ?? [] }));
  };
}
