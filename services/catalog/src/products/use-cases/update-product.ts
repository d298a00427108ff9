import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import type { UserIdentity } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import type { StockApi } from '../../stock/stock.ts';
import type { StoresApi } from '../../stores/stores.ts';
import { newStockItemsOf, productFieldsOf, type ProductInput } from '../domain/product-input.ts';
import type { StockedProduct } from '../domain/stocked-product.ts';
import { syncOnSaleJob } from '../jobs.ts';
import type { ProductRepository } from '../ports.ts';
import type { RequireManagedProduct } from './product-access.ts';
import type { SyncInStock } from './sync-in-stock.ts';
import type { KeepCategory, ValidateProduct } from './validate-product.ts';

/**
 * Replaces what people edit of a product; the stock of SKUs that it had stays. `versions` are those that the
 * edit may be based on; undefined: any.
 * @throws AppError PRODUCT_NOT_FOUND, PRECONDITION_FAILED, SKU_TAKEN, VALIDATION_FAILED
 */
export type UpdateProduct = (
  user: UserIdentity,
  id: string,
  input: ProductInput,
  versions: readonly number[] | undefined,
) => Promise<StockedProduct>;

export function createUpdateProduct(deps: {
  products: ProductRepository;
  stock: StockApi;
  requireManagedProduct: RequireManagedProduct;
  stores: StoresApi;
  validateProduct: ValidateProduct;
  keepCategory: KeepCategory;
  syncInStock: SyncInStock;
  outbox: Outbox;
  /** Of SKUs for which the merchant gives none. */
  defaultThreshold: number;
}): UpdateProduct {
  const { products, stock, stores, requireManagedProduct, validateProduct, keepCategory } = deps;
  const { syncInStock, outbox, defaultThreshold } = deps;
  return async (user, id, input, versions) => {
    const before = await requireManagedProduct(user, id);
    await validateProduct(input);
    // SKUs that were off sale come back with the stock they had.
    const knownSkus = new Set((await stock.listByProducts([id])).map((row) => row.sku));
    const fields = productFieldsOf(input, before.variants, () => newId('var'));
    const updated = await outbox.transact(async (tx) => {
      if (!(await stores.keepOpen(before.storeId, tx))) throw new AppError('PRODUCT_NOT_FOUND');
      await keepCategory(input.categoryId, tx);
      const product = await products.update(id, fields, versions, tx);
      if (!product) return undefined;
      await stock.add(newStockItemsOf(input, product, { knownSkus, defaultThreshold }), tx);
      tx.schedule({ job: syncOnSaleJob, key: id, data: { productId: id } });
      return product;
    });
    if (!updated) throw new AppError('PRECONDITION_FAILED');
    await failpoint('catalog.product.committed');
    // Outside the transaction, which must not keep the rows of things on sale locked.
    const skus = updated.variants.map((variant) => variant.sku);
    await stock.setOnSale(id, updated.version, skus);
    await syncInStock(id);
    return { product: updated, stock: await stock.listByProducts([id]) };
  };
}
