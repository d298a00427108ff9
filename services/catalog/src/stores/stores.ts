import type { Capability, Chassis } from '@chowk/chassis';
import { handleJob } from '@chowk/jobs';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { CategoriesApi } from '../categories/categories.ts';
import type { Config } from '../config.ts';
import type { Join } from '../join.ts';
import type { Store } from './domain/store.ts';
import { storeRoutes } from './http/stores.routes.ts';
import { clearClosedStoreJob } from './jobs.ts';
import { storeModel } from './persistence/store.model.ts';
import { createStoreRepository } from './persistence/store.repository.ts';
import type { StoreClosed } from './ports.ts';
import { createCreateStore } from './use-cases/create-store.ts';
import { createDeleteStore } from './use-cases/delete-store.ts';
import { createGetStore, type GetStore } from './use-cases/get-store.ts';
import { createListNearbyStores } from './use-cases/list-nearby-stores.ts';
import { createListStores } from './use-cases/list-stores.ts';
import {
  createFindManagedStore,
  createRequireManagedStore,
  type FindManagedStore,
  type RequireManagedStore,
} from './use-cases/store-access.ts';
import { createUpdateStore } from './use-cases/update-store.ts';

/** What other capabilities, and other services, may ask about stores. */
export interface StoresApi {
  getStore: GetStore;
  /** Those that exist, in no order. */
  getStores(ids: readonly string[]): Promise<Store[]>;
  /** How a question about what has a store's id brings the store along; undefined for one that has closed. */
  ofId: Join<Store | undefined>;
  findManagedStore: FindManagedStore;
  requireManagedStore: RequireManagedStore;
  usesCategory(categoryId: string, tx: Tx): Promise<boolean>;
  /** Keeps a store from being closed until the transaction ends. False when it is (by now). */
  keepOpen(storeId: string, tx: Tx): Promise<boolean>;
  /** Adds those whose id is new, as they are: for demo data. Returns how many. */
  addMissing(stores: readonly Store[]): Promise<number>;
}

/** Who sells: stores with their place, hours and terms. */
export function composeStores(
  deps: Pick<Chassis, 'connection' | 'outbox' | 'idempotency'> & {
    config: Config;
    clock: Clock;
    categories: CategoriesApi;
    /** Runs once a store has closed for good. */
    onStoreClosed: StoreClosed;
  },
): Capability<StoresApi> {
  const { connection, outbox, idempotency, config, clock, categories, onStoreClosed } = deps;
  const stores = createStoreRepository(connection);
  const getStore = createGetStore({ stores });
  const findManagedStore = createFindManagedStore({ stores });
  const requireManagedStore = createRequireManagedStore({ findManagedStore });
  return {
    name: 'stores',
    api: {
      getStore,
      getStores: (ids) => stores.findMany(ids),
      ofId: stores.ofId,
      findManagedStore,
      requireManagedStore,
      usesCategory: (categoryId, tx) => stores.hasAnyInCategory(categoryId, tx),
      keepOpen: (storeId, tx) => stores.touch(storeId, tx),
      addMissing: (items) => stores.insertMissing(items),
    },
    collections: [storeModel(connection)],
    jobs: [handleJob(clearClosedStoreJob, { run: ({ storeId }) => onStoreClosed(storeId, clock()) })],
    routes: storeRoutes({
      listStores: createListStores({ stores, categories }),
      listNearbyStores: createListNearbyStores({
        stores,
        maxRadiusMeters: config.NEARBY_MAX_RADIUS_METRES,
      }),
      getStore,
      createStore: createCreateStore({ stores, categories, clock }),
      updateStore: createUpdateStore({ stores, categories, requireManagedStore, outbox }),
      deleteStore: createDeleteStore({ stores, requireManagedStore, onStoreClosed, outbox, clock }),
      idempotency,
      cursorSigner: config.CURSOR_SECRET.signer('catalog cursors', 16),
      clock,
    }),
  };
}
