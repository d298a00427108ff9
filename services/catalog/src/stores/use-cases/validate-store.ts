import { AppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import { isAdmin, type UserIdentity } from '@chowk/runtime/identity';
import type { CategoriesApi } from '../../categories/categories.ts';
import type { StoreInput } from '../domain/store.ts';

const TERMS = ['ownerUserId', 'partner', 'cashbackBps'] as const;

/** @throws AppError VALIDATION_FAILED for categories that are none, or the platform's terms from a merchant */
export async function validateStore(
  categories: CategoriesApi,
  user: UserIdentity,
  input: StoreInput,
): Promise<void> {
  const unknown = new Set(await categories.findUnknown(input.categoryIds));
  const details = input.categoryIds.flatMap((id, index) =>
    unknown.has(id) ? [{ path: `categoryIds.${index}`, message: 'is not a category' }] : [],
  );
  if (!isAdmin(user)) {
    for (const path of TERMS)
      if (input[path] !== undefined) details.push({ path, message: 'is for the platform to set' });
  }
  if (details.length > 0) throw new AppError('VALIDATION_FAILED', { details });
}

/**
 * Keeps a store's categories from being deleted until the transaction ends.
 * @throws AppError VALIDATION_FAILED when one was, since it was looked at
 */
export async function keepCategories(
  categories: CategoriesApi,
  { categoryIds }: StoreInput,
  tx: Tx,
): Promise<void> {
  if (await categories.keep(categoryIds, tx)) return;
  const details = [{ path: 'categoryIds', message: 'has one that is not a category' }];
  throw new AppError('VALIDATION_FAILED', { details });
}
