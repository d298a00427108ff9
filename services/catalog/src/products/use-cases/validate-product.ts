import { AppError, type ErrorDetail } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import type { CategoriesApi } from '../../categories/categories.ts';
import type { ProductInput } from '../domain/product-input.ts';
import { variantProblems } from '../domain/product.ts';

/** @throws AppError VALIDATION_FAILED naming what is wrong with the variants or the category */
export type ValidateProduct = (input: ProductInput) => Promise<void>;

export function createValidateProduct(deps: {
  categories: CategoriesApi;
  /** Limit of the installation. */
  maxVariants: number;
}): ValidateProduct {
  const { categories, maxVariants } = deps;
  return async (input) => {
    const details: ErrorDetail[] = [];
    if (input.variants.length > maxVariants)
      details.push({ path: 'variants', message: `must be at most ${maxVariants}` });
    details.push(...variantProblems(input.options, input.variants));
    const unknown = await categories.findUnknown([input.categoryId]);
    if (unknown.length > 0) details.push({ path: 'categoryId', message: 'is not a category' });
    if (details.length > 0) throw new AppError('VALIDATION_FAILED', { details });
  };
}

/**
 * Keeps a product's category from being deleted until the transaction ends.
 * @throws AppError VALIDATION_FAILED when it was, since it was looked at
 */
export type KeepCategory = (categoryId: string, tx: Tx) => Promise<void>;

export function createKeepCategory(deps: { categories: Pick<CategoriesApi, 'keep'> }): KeepCategory {
  return async (categoryId, tx) => {
    if (await deps.categories.keep([categoryId], tx)) return;
    throw new AppError('VALIDATION_FAILED', {
      details: [{ path: 'categoryId', message: 'is not a category' }],
    });
  };
}
