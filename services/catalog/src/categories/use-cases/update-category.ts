import type { Outbox } from '@chowk/messaging';
import type { Category, CategoryFields } from '../domain/category.ts';
import type { CategoryRepository } from '../ports.ts';
import { notFoundOrConflict } from './not-found-or-conflict.ts';
import { validateParent } from './validate-parent.ts';

/**
 * Replaces what people edit of a category. `versions` are those that the edit may be based on; undefined: any.
 * @throws AppError CATEGORY_NOT_FOUND, PRECONDITION_FAILED, SLUG_TAKEN, VALIDATION_FAILED for a cycle
 */
export type UpdateCategory = (
  id: string,
  fields: CategoryFields,
  versions: readonly number[] | undefined,
) => Promise<Category>;

export function createUpdateCategory(deps: {
  categories: CategoryRepository;
  outbox: Outbox;
}): UpdateCategory {
  const { categories, outbox } = deps;
  return async (id, fields, versions) => {
    const updated = await outbox.transact(async (tx) => {
      await validateParent(categories, { id, parentId: fields.parentId }, tx);
      return categories.update(id, fields, versions, tx);
    });
    if (!updated) throw await notFoundOrConflict(categories, id);
    return updated;
  };
}
