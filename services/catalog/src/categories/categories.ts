import type { Capability, Chassis } from '@chowk/chassis';
import type { Category } from './domain/category.ts';
import { categoryRoutes } from './http/categories.routes.ts';
import { categoryModel, categoryTreeModel } from './persistence/category.model.ts';
import { createCategoryRepository } from './persistence/category.repository.ts';
import type { CategoryUse } from './ports.ts';
import { createCreateCategory } from './use-cases/create-category.ts';
import { createDeleteCategory } from './use-cases/delete-category.ts';
import {
  createFindUnknownCategories,
  type FindUnknownCategories,
} from './use-cases/find-unknown-categories.ts';
import { createGetCategory } from './use-cases/get-category.ts';
import { createKeepCategories, type KeepCategories } from './use-cases/keep-categories.ts';
import { createListSubtree, type ListSubtree } from './use-cases/list-subtree.ts';
import { createUpdateCategory } from './use-cases/update-category.ts';

/** What other capabilities may ask about categories. */
export interface CategoriesApi {
  listSubtree: ListSubtree;
  findUnknown: FindUnknownCategories;
  keep: KeepCategories;
  /** Adds those whose id is new, as they are: for demo data. Returns how many. */
  addMissing(categories: readonly Category[]): Promise<number>;
}

/** The tree of categories that stores and products stand in. */
export function composeCategories({
  connection,
  outbox,
  idempotency,
  categoryUses,
}: Pick<Chassis, 'connection' | 'outbox' | 'idempotency'> & {
  /** What may name a category in other capabilities; a category that is named cannot be deleted. */
  categoryUses: readonly CategoryUse[];
}): Capability<CategoriesApi> {
  const categories = createCategoryRepository(connection);
  const getCategory = createGetCategory({ categories });
  return {
    name: 'categories',
    api: {
      listSubtree: createListSubtree({ categories, getCategory }),
      findUnknown: createFindUnknownCategories({ categories }),
      keep: createKeepCategories({ categories }),
      addMissing: (items) => categories.insertMissing(items),
    },
    collections: [categoryModel(connection), categoryTreeModel(connection)],
    routes: categoryRoutes({
      listCategories: (type) => categories.list(type),
      getCategory,
      createCategory: createCreateCategory({ categories }),
      updateCategory: createUpdateCategory({ categories, outbox }),
      deleteCategory: createDeleteCategory({ categories, categoryUses, outbox }),
      idempotency,
    }),
  };
}
