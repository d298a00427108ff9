import type { Tx } from '@chowk/messaging';
import type { Category, CategoryFields } from '../domain/category.ts';
import type { CategoryRepository } from '../ports.ts';
import { validateParent } from './validate-parent.ts';

/** @throws AppError SLUG_TAKEN, VALIDATION_FAILED for an unknown parent */
export type CreateCategory = (fields: CategoryFields, context: { tx: Tx; id: string }) => Promise<Category>;

export function createCreateCategory(deps: { categories: CategoryRepository }): CreateCategory {
  const { categories } = deps;
  return async (fields, { tx, id }) => {
    await validateParent(categories, { id, parentId: fields.parentId }, tx);
    const category = { id, ...fields, version: 1 };
    await categories.insert(category, tx);
    return category;
  };
}
