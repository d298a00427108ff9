import type { CategoriesApi } from '../../categories/categories.ts';
import type { Store } from '../domain/store.ts';
import type { StoreRepository } from '../ports.ts';

/**
 * Active stores by name, at most `limit` after a position. `category`, a slug or id, also finds those of its
 * subcategories.
 * @throws AppError CATEGORY_NOT_FOUND
 */
export type ListStores = (
  filter: { city?: string | undefined; category?: string | undefined },
  position: readonly [name: string, id: string] | undefined,
  limit: number,
) => Promise<Store[]>;

export function createListStores(deps: { stores: StoreRepository; categories: CategoriesApi }): ListStores {
  const { stores, categories } = deps;
  return async ({ city, category }, position, limit) => {
    const categoryIds = category === undefined ? undefined : await categories.listSubtree(category);
    return stores.list({ city, categoryIds }, position, limit);
  };
}
