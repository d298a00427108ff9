import { AppError } from '@chowk/contracts/errors';
import type { Outbox, Tx } from '@chowk/messaging';
import type { CategoryRepository, CategoryUse } from '../ports.ts';
import { notFoundOrConflict } from './not-found-or-conflict.ts';

/**
 * Deletes a category that nothing uses. `versions` are those that the wish may be based on; undefined: any.
 * @throws AppError CATEGORY_NOT_FOUND, PRECONDITION_FAILED, CATEGORY_IN_USE
 */
export type DeleteCategory = (id: string, versions: readonly number[] | undefined) => Promise<void>;

export function createDeleteCategory(deps: {
  categories: CategoryRepository;
  /** What may name a category in other capabilities. */
  categoryUses: readonly CategoryUse[];
  outbox: Outbox;
}): DeleteCategory {
  const { categories, categoryUses, outbox } = deps;

  // One after the other: a transaction's session takes no two commands at once.
  const isUsed = async (id: string, tx: Tx): Promise<boolean> => {
    for (const uses of [categories.hasChildren, ...categoryUses]) if (await uses(id, tx)) return true;
    return false;
  };

  return async (id, versions) => {
    const deleted = await outbox.transact(async (tx) => {
      await categories.lockTree(tx);
      if (await isUsed(id, tx)) throw new AppError('CATEGORY_IN_USE');
      return categories.delete(id, versions, tx);
    });
    if (!deleted) throw await notFoundOrConflict(categories, id);
  };
}
