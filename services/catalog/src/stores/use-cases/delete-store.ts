import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { clearClosedStoreJob } from '../jobs.ts';
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
  outbox: Outbox;
  clock: Clock;
}): DeleteStore {
  const { stores, requireManagedStore, onStoreClosed, outbox, clock } = deps;
  return async (user, id, versions) => {
    const { version } = await requireManagedStore(user, id);
    if (versions?.includes(version) === false) throw new AppError('PRECONDITION_FAILED');
    // The store goes first: from then on nobody puts anything into it, and what is in it is all there will be.
    const closed = await outbox.transact(async (tx) => {
      if (!(await stores.delete(id, versions, clock(), tx))) return false;
      tx.schedule({ job: clearClosedStoreJob, key: id, data: { storeId: id } });
      return true;
    });
    if (!closed) throw new AppError('PRECONDITION_FAILED');
    await failpoint('catalog.store.closed');
    await onStoreClosed(id, clock());
  };
}
