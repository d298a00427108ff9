import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { syncOnSaleJob } from '../jobs.ts';
import type { ProductRepository } from '../ports.ts';
import type { RequireManagedProduct } from './product-access.ts';
import type { SyncOnSale } from './sync-on-sale.ts';

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
  outbox: Outbox;
  syncOnSale: SyncOnSale;
  requireManagedProduct: RequireManagedProduct;
  clock: Clock;
}): DeleteProduct {
  const { products, outbox, syncOnSale, requireManagedProduct, clock } = deps;
  return async (user, id, versions) => {
    const { version } = await requireManagedProduct(user, id);
    if (versions?.includes(version) === false) throw new AppError('PRECONDITION_FAILED');
    const deleted = await outbox.transact(async (tx) => {
      if (!(await products.delete(id, versions, clock(), tx))) return false;
      tx.schedule({ job: syncOnSaleJob, key: id, data: { productId: id } });
      return true;
    });
    if (!deleted) throw new AppError('PRECONDITION_FAILED');
    await syncOnSale(id);
  };
}
