import { AppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import { wouldCycle } from '../domain/category-tree.ts';
import type { CategoryRepository } from '../ports.ts';

/**
 * Checks that a category may hang below a parent, and keeps the tree from changing until the transaction ends.
 * @throws AppError VALIDATION_FAILED for a parent that is no category, or would be its own ancestor
 */
export async function validateParent(
  categories: CategoryRepository,
  { id, parentId }: { id: string; parentId: string | null },
  tx: Tx,
): Promise<void> {
  await categories.lockTree(tx);
  if (parentId === null) return;
  const tree = await categories.tree(tx);
  const wrong = !tree.some((node) => node.id === parentId)
    ? 'is not a category'
    : wouldCycle(tree, id, parentId)
      ? 'would put the category below itself'
      : undefined;
  if (wrong) throw new AppError('VALIDATION_FAILED', { details: [{ path: 'parentId', message: wrong }] });
}
