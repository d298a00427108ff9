import type { Car } from '../domain/car.ts';
import type { CarRepository } from '../ports.ts';

/** At most `limit` cars of an owner, newest first, after a position. */
export type ListCars = (
  ownerUserId: string,
  position: readonly [createdAt: Date, id: string] | undefined,
  limit: number,
) => Promise<Car[]>;

export const createListCars =
  (deps: { cars: CarRepository }): ListCars =>
  (ownerUserId, position, limit) =>
    deps.cars.list(ownerUserId, position, limit);
