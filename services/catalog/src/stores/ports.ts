import type { Tx } from '@chowk/messaging';
import type { Join } from '../join.ts';
import type { NearbyStore, Store, StoreFields, StoreTerms } from './domain/store.ts';

interface StoreFilter {
  city?: string | undefined;
  categoryIds?: readonly string[] | undefined;
}

export interface StoreRepository {
  /** Active ones by name, after a position. */
  list(
    filter: StoreFilter,
    position: readonly [name: string, id: string] | undefined,
    limit: number,
  ): Promise<Store[]>;
  /** Active ones within a radius in meters, nearest first, after a position. */
  listNearby(
    area: NearbyArea,
    position: readonly [meters: number, id: string] | undefined,
    limit: number,
  ): Promise<NearbyStore[]>;
  find(id: string): Promise<Store | undefined>;
  findMany(ids: readonly string[]): Promise<Store[]>;
  /** Reads undefined for one that has closed. */
  ofId: Join<Store | undefined>;
  insert(store: Store, tx: Tx): Promise<void>;
  /** Undefined when there is none, or none of these versions. */
  update(
    id: string,
    fields: StoreFields & Partial<StoreTerms>,
    versions: readonly number[] | undefined,
    tx: Tx,
  ): Promise<Store | undefined>;
  /** Closes it for good. False when there is none, or none of these versions. */
  delete(id: string, versions: readonly number[] | undefined, at: Date, tx: Tx): Promise<boolean>;
  /** Writes to a store, so that the transaction conflicts with one that closes it. False when there is none. */
  touch(id: string, tx: Tx): Promise<boolean>;
  /** Inserts those whose id is new; returns how many. */
  insertMissing(stores: readonly Store[]): Promise<number>;
  hasAnyInCategory(categoryId: string, tx: Tx): Promise<boolean>;
}

export interface NearbyArea {
  lat: number;
  lng: number;
  radiusMeters: number;
}

/** What other capabilities do when a store closes for good; it can be repeated. */
export type StoreClosed = (storeId: string, at: Date) => Promise<void>;
