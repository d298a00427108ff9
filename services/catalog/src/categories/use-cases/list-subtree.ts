import { withDescendants } from '../domain/category-tree.ts';
import type { CategoryRepository } from '../ports.ts';
import type { GetCategory } from './get-category.ts';

/**
 * Ids of a category, by its id or slug, and of everything below it.
 * @throws AppError CATEGORY_NOT_FOUND
 */
export type ListSubtree = (idOrSlug: string) => Promise<string[]>;

export function createListSubtree(deps: {
  categories: CategoryRepository;
  getCategory: GetCategory;
}): ListSubtree {
  const { categories, getCategory } = deps;
  return async (idOrSlug) => {
    const { id } = await getCategory(idOrSlug);
    return withDescendants(await categories.tree(), id);
  };
}
