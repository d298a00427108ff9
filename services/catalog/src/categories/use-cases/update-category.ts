import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import type { Outbox, Tx } from '@chowk/messaging';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import { wouldCycle } from '../domain/category-tree.ts';
import type { Categories, Category, CategoryFields } from '../ports.ts';

export interface EditCategories {
  /** @throws AppError SLUG_TAKEN, VALIDATION_FAILED for an unknown parent */
  create(fields: CategoryFields, idempotency: IdempotentRequest | undefined): Promise<Reply>;
  /** @throws AppError CATEGORY_NOT_FOUND, PRECONDITION_FAILED, SLUG_TAKEN, VALIDATION_FAILED for a cycle */
  update(id: string, fields: CategoryFields, expectedVersion: number | undefined): Promise<Category>;
  /** @throws AppError CATEGORY_NOT_FOUND, PRECONDITION_FAILED, CATEGORY_IN_USE */
  remove(id: string, expectedVersion: number | undefined): Promise<void>;
}

export function createEditCategories(deps: {
  categories: Categories;
  outbox: Outbox;
  idempotency: IdempotencyStore;
}): EditCategories {
  const { categories, outbox, idempotency } = deps;

  const mustFit = async (id: string, parentId: string | null, tx: Tx): Promise<void> => {
    await categories.lockTree(tx);
    if (parentId === null) return;
    const tree = await categories.tree(tx);
    const wrong = !tree.some((node) => node.id === parentId)
      ? 'is not a category'
      : wouldCycle(tree, id, parentId)
        ? 'would put the category below itself'
        : undefined;
    if (wrong) throw new AppError('VALIDATION_FAILED', { details: [{ path: 'parentId', message: wrong }] });
  };

  /** What hindered a conditional change: no such category, or another version of it. */
  const missingOrStale = async (id: string): Promise<AppError> =>
    new AppError((await categories.find(id)) ? 'PRECONDITION_FAILED' : 'CATEGORY_NOT_FOUND');

  return {
    create: (fields, request) =>
      idempotency.once(request, 'cat', async (tx, id) => {
        await mustFit(id, fields.parentId, tx);
        const category = { id, ...fields, version: 1 };
        await categories.insert(category, tx);
        return created({ category });
      }),
    async update(id, fields, expectedVersion) {
      const updated = await outbox.transact(async (tx) => {
        await mustFit(id, fields.parentId, tx);
        return categories.update(id, fields, expectedVersion, tx);
      });
      if (!updated) throw await missingOrStale(id);
      return updated;
    },
    async remove(id, expectedVersion) {
      const removed = await outbox.transact(async (tx) => {
        await categories.lockTree(tx);
        if (await categories.isUsed(id, tx)) throw new AppError('CATEGORY_IN_USE');
        return categories.remove(id, expectedVersion, tx);
      });
      if (!removed) throw await missingOrStale(id);
    },
  };
}
