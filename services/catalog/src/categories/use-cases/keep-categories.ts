import type { Tx } from '@chowk/messaging';
import type { CategoryRepository } from '../ports.ts';

/**
 * Keeps categories from being deleted until the transaction ends that comes to name them. False when one of
 * them is none (any more). Call it in the transaction: a look ahead of it may be out of date at its commit.
 */
export type KeepCategories = (ids: readonly string[], tx: Tx) => Promise<boolean>;

export function createKeepCategories(deps: { categories: CategoryRepository }): KeepCategories {
  return async (ids, tx) => {
    const distinct = [...new Set(ids)];
    return (await deps.categories.touch(distinct, tx)) === distinct.length;
  };
}
