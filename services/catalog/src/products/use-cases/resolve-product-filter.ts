import type { CategoriesApi } from '../../categories/categories.ts';
import type { StoresApi } from '../../stores/stores.ts';
import type { ProductFilter } from '../domain/product-list.ts';
import { searchWords } from '../domain/product.ts';

interface ProductQuery extends Omit<ProductFilter, 'words' | 'categoryIds'> {
  q?: string | undefined;
  /** Slug or id; its subcategories count. */
  category?: string | undefined;
}

/**
 * What people ask for, as what the list is filtered by.
 * @throws AppError CATEGORY_NOT_FOUND, STORE_NOT_FOUND
 */
export type ResolveProductFilter = (query: ProductQuery) => Promise<ProductFilter>;

export function createResolveProductFilter(deps: {
  categories: CategoriesApi;
  stores: StoresApi;
}): ResolveProductFilter {
  const { categories, stores } = deps;
  return async ({ q = '', category, ...filter }) => {
    const categoryIds = category === undefined ? undefined : await categories.listSubtree(category);
    if (filter.storeId !== undefined) await stores.getStore(filter.storeId);
    return { ...filter, words: searchWords(q), categoryIds };
  };
}
