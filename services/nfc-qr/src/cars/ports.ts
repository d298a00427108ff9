import type { Tx } from '@chowk/messaging';
import type { Car, CarFields } from './domain/car.ts';

export interface CarRepository {
  insert(car: Car, tx: Tx): Promise<void>;
  find(id: string): Promise<Car | undefined>;
  /** Undefined also when the car is somebody else's. */
  findOwned(id: string, ownerUserId: string): Promise<Car | undefined>;
  /** Newest first, after a position. */
  list(
    ownerUserId: string,
    position: readonly [createdAt: Date, id: string] | undefined,
    limit: number,
  ): Promise<Car[]>;
  /**
   * Replaces what the owner says. With `versions` only when the car is at one of them; undefined when
   * there is no such car of this owner at such a version.
   */
  update(
    id: string,
    ownerUserId: string,
    fields: CarFields,
    versions: readonly number[] | undefined,
    at: Date,
  ): Promise<Car | undefined>;
  /** True when there was such a car of this owner. */
  delete(id: string, ownerUserId: string, tx: Tx): Promise<boolean>;
}

/** What other capabilities do when a car is deleted, in the transaction that deletes it. */
export type CarDeleted = (carId: string, tx: Tx) => Promise<void>;
