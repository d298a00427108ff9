import { AppError } from '@chowk/contracts/errors';
import type { StockedProduct } from '../domain/stocked-product.ts';
import type { ProductRepository } from '../ports.ts';
import type { AttachStock } from './attach-stock.ts';

/** @throws AppError PRODUCT_NOT_FOUND */
export type GetProduct = (id: string) => Promise<StockedProduct>;

export function createGetProduct(deps: {
  products: ProductRepository;
  attachStock: AttachStock;
}): GetProduct {
  const { products, attachStock } = deps;
  return async (id) => {
    const product = await products.find(id);
    if (!product) throw new AppError('PRODUCT_NOT_FOUND');
    return (await attachStock([product]))[0]!;
  };
}
