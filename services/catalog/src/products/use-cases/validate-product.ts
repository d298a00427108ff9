import { AppError, type ErrorDetail } from '@chowk/contracts/errors';
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
