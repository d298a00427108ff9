import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { CategoriesApi } from '../../categories/categories.ts';
import type { Store, StoreInput } from '../domain/store.ts';
import type { StoreRepository } from '../ports.ts';
import type { RequireManagedStore } from './store-access.ts';
import { keepCategories, validateStore } from './validate-store.ts';

/**
 * Replaces what people edit of a store. `versions` are those that the edit may be based on; undefined: any.
 * @throws AppError STORE_NOT_FOUND, PRECONDITION_FAILED, VALIDATION_FAILED
 */
export type UpdateStore = (
  user: UserIdentity,
  id: string,
  input: StoreInput,
  versions: readonly number[] | undefined,
) => Promise<Store>;

export function createUpdateStore(deps: {
  stores: StoreRepository;
  categories: CategoriesApi;
  requireManagedStore: RequireManagedStore;
  outbox: Outbox;
}): UpdateStore {
  const { stores, categories, requireManagedStore, outbox } = deps;
  return async (user, id, input, versions) => {
    await requireManagedStore(user, id);
    await validateStore(categories, user, input);
    const { ownerUserId, partner, cashbackBps, ...fields } = input;
    const changes = {
      ...fields,
      ...(ownerUserId !== undefined && { ownerUserId }),
      ...(partner !== undefined && { partner }),
      ...(cashbackBps !== undefined && { cashbackBps }),
    };
    const updated = await outbox.transact(async (tx) => {
      await keepCategories(categories, input, tx);
      return stores.update(id, changes, versions, tx);
    });
    if (!updated) throw new AppError('PRECONDITION_FAILED');
    return updated;
  };
}
