import type { Tx } from '@chowk/messaging';
import type { Car, CarFields } from './domain/car.ts';
import type { Owner } from './domain/gate.ts';

/** Where a page of a list ends: time in epoch ms and id. */
export interface After {
  at: number;
  id: string;
}

export interface Cars {
  add(car: Car, tx: Tx): Promise<void>;
  find(id: string): Promise<Car | undefined>;
  /** Undefined also when the car is somebody else's. */
  findOwned(id: string, ownerUserId: string): Promise<Car | undefined>;
  /** Newest first. */
  listOwned(ownerUserId: string, limit: number, after: After | undefined): Promise<Car[]>;
  /**
   * Replaces what the owner says. With `versions` only when the car is at one of them; undefined when
   * there is no such car of this owner at such a version.
   */
  replace(
    id: string,
    ownerUserId: string,
    fields: CarFields,
    now: Date,
    versions: readonly number[] | undefined,
  ): Promise<Car | undefined>;
  /** True when there was such a car of this owner. */
  remove(id: string, ownerUserId: string, tx: Tx): Promise<boolean>;
}

export interface Owners {
  /**
   * @throws AppError UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT when auth does not answer,
   * USER_NOT_FOUND when it does not know the owner.
   */
  get(userId: string): Promise<Owner>;
}

/** One look at what an owner keeps behind the gate. */
export interface OwnerAccess {
  carId: string;
  ownerUserId: string;
  /** A user id, or the keyed hash of an address. */
  caller: string;
  /** Why it was allowed: the owner is premium, or the caller left a lead. */
  basis: 'premium' | 'reveal';
  /** The scan that earned a reveal. */
  scanId: string | undefined;
  at: Date;
}

export interface AccessLog {
  record(access: OwnerAccess): Promise<void>;
}
