import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import { isStaff } from '../../ports.ts';
import type { Store, Stores } from '../ports.ts';

/** A store that this person may edit: staff any, a merchant their own. */
export async function findOwnStore(
  stores: Stores,
  user: UserIdentity,
  storeId: string,
): Promise<Store | undefined> {
  const store = await stores.find(storeId);
  return store && (isStaff(user) || store.ownerUserId === user.userId) ? store : undefined;
}

/** Somebody else's store is answered like one that does not exist. @throws AppError STORE_NOT_FOUND */
export async function ownStore(stores: Stores, user: UserIdentity, storeId: string): Promise<Store> {
  const store = await findOwnStore(stores, user, storeId);
  if (!store) throw new AppError('STORE_NOT_FOUND');
  return store;
}
