import { AppError } from '@chowk/contracts/errors';
import type { Store } from '../domain/store.ts';
import type { StoreRepository } from '../ports.ts';

/** @throws AppError STORE_NOT_FOUND */
export type GetStore = (id: string) => Promise<Store>;

export function createGetStore(deps: { stores: StoreRepository }): GetStore {
  return async (id) => {
    const store = await deps.stores.find(id);
    if (!store) throw new AppError('STORE_NOT_FOUND');
    return store;
  };
}
