import { AppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import { newStock } from '../../stock/domain/stock.ts';
import type { StockApi } from '../../stock/stock.ts';
import type { StoresApi } from '../../stores/stores.ts';
import { newStockItemsOf, productFieldsOf, type ProductInput } from '../domain/product-input.ts';
import { lowestPrice } from '../domain/product.ts';
import type { StockedProduct } from '../domain/stocked-product.ts';
import type { ProductRepository } from '../ports.ts';
import type { KeepCategory, ValidateProduct } from './validate-product.ts';

/**
 * Puts a product on sale in a store that the person may edit.
 * @throws AppError STORE_NOT_FOUND, SKU_TAKEN, VALIDATION_FAILED
 */
export type CreateProduct = (
  user: UserIdentity,
  storeId: string,
  input: ProductInput,
  context: { tx: Tx; id: string },
) => Promise<StockedProduct>;

export function createCreateProduct(deps: {
  products: ProductRepository;
  stores: StoresApi;
  stock: StockApi;
  validateProduct: ValidateProduct;
  keepCategory: KeepCategory;
  clock: Clock;
  /** Of SKUs for which the merchant gives none. */
  defaultThreshold: number;
}): CreateProduct {
  const { products, stores, stock, validateProduct, keepCategory, clock, defaultThreshold } = deps;
  return async (user, storeId, input, { tx, id }) => {
    await stores.requireManagedStore(user, storeId);
    await validateProduct(input);
    if (!(await stores.keepOpen(storeId, tx))) throw new AppError('STORE_NOT_FOUND');
    await keepCategory(input.categoryId, tx);
    const fields = productFieldsOf(input, [], () => newId('var'));
    const priceFrom = lowestPrice(fields.variants);
    const product = { id, storeId, ...fields, priceFrom, version: 1, createdAt: clock() };
    const items = newStockItemsOf(input, product, { knownSkus: new Set(), defaultThreshold });
    const stocked = { product, stock: items.map(newStock) };
    await products.insert(stocked, tx);
    await stock.add(items, tx);
    return stocked;
  };
}
