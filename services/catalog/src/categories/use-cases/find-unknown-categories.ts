import type { CategoryRepository } from '../ports.ts';

/** Those of some ids that are no category, in the order given. */
export type FindUnknownCategories = (ids: readonly string[]) => Promise<string[]>;

export function createFindUnknownCategories(deps: { categories: CategoryRepository }): FindUnknownCategories {
  return async (ids) => {
    const known = new Set((await deps.categories.tree()).map((node) => node.id));
    return ids.filter((id) => !known.has(id));
  };
}
