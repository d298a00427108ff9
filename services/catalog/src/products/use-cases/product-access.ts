import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { StoresApi } from '../../stores/stores.ts';
import type { Product } from '../domain/product.ts';
import type { ProductRepository } from '../ports.ts';

/**
 * A product of a store that this person may edit; others are answered as if they did not exist.
 * @throws AppError PRODUCT_NOT_FOUND
 */
export type RequireManagedProduct = (user: UserIdentity, id: string) => Promise<Product>;

export function createRequireManagedProduct(deps: {
  products: ProductRepository;
  stores: StoresApi;
}): RequireManagedProduct {
  const { products, stores } = deps;
  return async (user, id) => {
    const product = await products.find(id);
    if (!product || !(await stores.findManagedStore(user, product.storeId)))
      throw new AppError('PRODUCT_NOT_FOUND');
    return product;
  };
}
