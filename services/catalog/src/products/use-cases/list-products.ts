import type { ProductFilter, ProductPosition, ProductSort } from '../domain/product-list.ts';
import type { StockedProduct } from '../domain/stocked-product.ts';
import type { ProductRepository } from '../ports.ts';
import type { AttachStock } from './attach-stock.ts';

/** Products on sale with their stock, at most `limit` after a position. */
export type ListProducts = (
  filter: ProductFilter,
  sort: ProductSort,
  position: ProductPosition | undefined,
  limit: number,
) => Promise<StockedProduct[]>;

export function createListProducts(deps: {
  products: ProductRepository;
  attachStock: AttachStock;
}): ListProducts {
  const { products, attachStock } = deps;
  return async (filter, sort, position, limit) =>
    attachStock(await products.list(filter, sort, position, limit));
}
