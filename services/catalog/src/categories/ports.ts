import type { Tx } from '@chowk/messaging';
import type { CategoryNode } from './domain/category-tree.ts';
import type { Category, CategoryFields, CategoryType } from './domain/category.ts';

export interface CategoryRepository {
  /** All of a type, in their order. */
  list(type?: CategoryType): Promise<Category[]>;
  find(idOrSlug: string): Promise<Category | undefined>;
  tree(tx?: Tx): Promise<CategoryNode[]>;
  /** Makes changes of the tree wait for each other, so that two of them cannot close a cycle between them. */
  lockTree(tx: Tx): Promise<void>;
  /**
   * Writes to these categories, so that the transaction conflicts with one that deletes one of them. Returns
   * how many of them there are.
   */
  touch(ids: readonly string[], tx: Tx): Promise<number>;
  /** @throws AppError SLUG_TAKEN */
  insert(category: Category, tx: Tx): Promise<void>;
  /**
   * Undefined when there is none, or none of these versions.
   * @throws AppError SLUG_TAKEN
   */
  update(
    id: string,
    fields: CategoryFields,
    versions: readonly number[] | undefined,
    tx: Tx,
  ): Promise<Category | undefined>;
  /** False when there is none, or none of these versions. */
  delete(id: string, versions: readonly number[] | undefined, tx: Tx): Promise<boolean>;
  hasChildren(id: string, tx: Tx): Promise<boolean>;
  /** Inserts those whose id is new; returns how many. */
  insertMissing(categories: readonly Category[]): Promise<number>;
}

/** Tells whether something of another capability still names a category. */
export type CategoryUse = (categoryId: string, tx: Tx) => Promise<boolean>;
