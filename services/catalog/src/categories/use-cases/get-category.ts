import { AppError } from '@chowk/contracts/errors';
import type { Category } from '../domain/category.ts';
import type { CategoryRepository } from '../ports.ts';

/** @throws AppError CATEGORY_NOT_FOUND */
export type GetCategory = (idOrSlug: string) => Promise<Category>;

export function createGetCategory(deps: { categories: CategoryRepository }): GetCategory {
  return async (idOrSlug) => {
    const category = await deps.categories.find(idOrSlug);
    if (!category) throw new AppError('CATEGORY_NOT_FOUND');
    return category;
  };
}
