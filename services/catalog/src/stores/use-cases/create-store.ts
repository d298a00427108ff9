import type { Tx } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { CategoriesApi } from '../../categories/categories.ts';
import type { Store, StoreInput } from '../domain/store.ts';
import type { StoreRepository } from '../ports.ts';
import { keepCategories, validateStore } from './validate-store.ts';

/**
 * Opens a store; it belongs to who opens it, unless an admin says otherwise.
 * @throws AppError VALIDATION_FAILED for unknown categories, or the platform's terms from a merchant
 */
export type CreateStore = (
  user: UserIdentity,
  input: StoreInput,
  context: { tx: Tx; id: string },
) => Promise<Store>;

export function createCreateStore(deps: {
  stores: StoreRepository;
  categories: CategoriesApi;
  clock: Clock;
}): CreateStore {
  const { stores, categories, clock } = deps;
  return async (user, input, { tx, id }) => {
    await validateStore(categories, user, input);
    await keepCategories(categories, input, tx);
    const { ownerUserId = user.userId, partner = false, cashbackBps = 0, ...fields } = input;
    const terms = { ownerUserId, partner, cashbackBps };
    const store = { id, ...fields, ...terms, version: 1, createdAt: clock() };
    await stores.insert(store, tx);
    return store;
  };
}
