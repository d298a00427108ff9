import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { StockApi } from '../../stock/stock.ts';
import type { ProductRepository } from '../ports.ts';
import type { RequireManagedProduct } from './product-access.ts';

/**
 * Takes a product off sale; orders that name it keep it. `versions` are those that the wish may be based on;
 * undefined: any.
 * @throws AppError PRODUCT_NOT_FOUND, PRECONDITION_FAILED
 */
export type DeleteProduct = (
  user: UserIdentity,
  id: string,
  versions: readonly number[] | undefined,
) => Promise<void>;

export function createDeleteProduct(deps: {
  products: ProductRepository;
  stock: StockApi;
  requireManagedProduct: RequireManagedProduct;
  clock: Clock;
}): DeleteProduct {
  const { products, stock, requireManagedProduct, clock } = deps;
  return async (user, id, versions) => {
    const { version } = await requireManagedProduct(user, id);
    if (versions?.includes(version) === false) throw new AppError('PRECONDITION_FAILED');
    // Stock first: a crash in between leaves a product that is sold out, and can be deleted again.
    await stock.setOnSale(id, []);
    if (!(await products.delete(id, versions, clock()))) throw new AppError('PRECONDITION_FAILED');
  };
}
