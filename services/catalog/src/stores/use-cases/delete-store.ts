import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { StoreClosed, StoreRepository } from '../ports.ts';
import type { RequireManagedStore } from './store-access.ts';

/**
 * Closes a store for good, with all that it sells. `versions` are those that the wish may be based on;
 * undefined: any.
 * @throws AppError STORE_NOT_FOUND, PRECONDITION_FAILED
 */
export type DeleteStore = (
  user: UserIdentity,
  id: string,
  versions: readonly number[] | undefined,
) => Promise<void>;

export function createDeleteStore(deps: {
  stores: StoreRepository;
  requireManagedStore: RequireManagedStore;
  onStoreClosed: StoreClosed;
  clock: Clock;
}): DeleteStore {
  const { stores, requireManagedStore, onStoreClosed, clock } = deps;
  return async (user, id, versions) => {
    const { version } = await requireManagedStore(user, id);
    if (versions?.includes(version) === false) throw new AppError('PRECONDITION_FAILED');
    // The store goes last: a crash on the way leaves one to delete again.
    await onStoreClosed(id, clock());
    if (!(await stores.delete(id, versions, clock()))) throw new AppError('PRECONDITION_FAILED');
  };
}
