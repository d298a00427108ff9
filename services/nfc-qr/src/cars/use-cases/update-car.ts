import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Car, CarFields } from '../domain/car.ts';
import type { CarRepository } from '../ports.ts';
import type { GetCar } from './get-car.ts';

/**
 * Replaces what an owner says about a car; its code stays.
 * @param versions those that the edit may be based on; undefined when any will do
 * @throws AppError CAR_NOT_FOUND, PRECONDITION_FAILED
 */
export type UpdateCar = (
  id: string,
  ownerUserId: string,
  fields: CarFields,
  versions: readonly number[] | undefined,
) => Promise<Car>;

export function createUpdateCar(deps: { cars: CarRepository; getCar: GetCar; clock: Clock }): UpdateCar {
  const { cars, getCar, clock } = deps;
  return async (id, ownerUserId, fields, versions) => {
    const updated = await cars.update(id, ownerUserId, fields, versions, clock());
    if (updated) return updated;
    await getCar(id, ownerUserId);
    throw new AppError('PRECONDITION_FAILED');
  };
}
