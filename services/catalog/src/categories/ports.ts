import type { Tx } from '@chowk/messaging';
import type { CategoryNode } from './domain/category-tree.ts';

export const CATEGORY_TYPES = ['going_out', 'home_delivery', 'earn', 'play', 'service'] as const;
export type CategoryType = (typeof CATEGORY_TYPES)[number];

/** What a person edits of a category. */
export interface CategoryFields {
  name: string;
  slug: string;
  type: CategoryType;
  parentId: string | null;
  sortOrder: number;
  icon: string | null;
  image: string | null;
  /** `#rrggbb` */
  colour: string | null;
  tags: string[];
}

export interface Category extends CategoryFields {
  id: string;
  version: number;
}

export interface Categories {
  list(type?: CategoryType): Promise<Category[]>;
  find(idOrSlug: string): Promise<Category | undefined>;
  tree(tx?: Tx): Promise<CategoryNode[]>;
  /** Makes changes of the tree wait for each other, so that two of them cannot close a cycle between them. */
  lockTree(tx: Tx): Promise<void>;
  /** @throws AppError SLUG_TAKEN */
  insert(category: Category, tx: Tx): Promise<void>;
  /** Undefined when there is none, or none of that version. @throws AppError SLUG_TAKEN */
  update(
    id: string,
    fields: CategoryFields,
    expectedVersion: number | undefined,
    tx: Tx,
  ): Promise<Category | undefined>;
  /** False when there is none, or none of that version. */
  remove(id: string, expectedVersion: number | undefined, tx: Tx): Promise<boolean>;
  /** Whether a store or a product still names it. */
  isUsed(id: string, tx: Tx): Promise<boolean>;
}
