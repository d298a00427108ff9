import { AppError } from '@chowk/contracts/errors';
import { isAdmin, type UserIdentity } from '@chowk/runtime/identity';
import type { Store } from '../domain/store.ts';
import type { StoreRepository } from '../ports.ts';

/** A store that this person may edit: admins any, a merchant their own. */
export type FindManagedStore = (user: UserIdentity, storeId: string) => Promise<Store | undefined>;

export function createFindManagedStore(deps: { stores: StoreRepository }): FindManagedStore {
  return async (user, storeId) => {
    const store = await deps.stores.find(storeId);
    return store && (isAdmin(user) || store.ownerUserId === user.userId) ? store : undefined;
  };
}

/**
 * As FindManagedStore; somebody else's store is answered like one that does not exist.
 * @throws AppError STORE_NOT_FOUND
 */
export type RequireManagedStore = (user: UserIdentity, storeId: string) => Promise<Store>;

export function createRequireManagedStore(deps: { findManagedStore: FindManagedStore }): RequireManagedStore {
  return async (user, storeId) => {
    const store = await deps.findManagedStore(user, storeId);
    if (!store) throw new AppError('STORE_NOT_FOUND');
    return store;
  };
}
