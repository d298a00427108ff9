import { AppError } from '@chowk/contracts/errors';
import type { Car } from '../domain/car.ts';
import type { CarRepository } from '../ports.ts';

/**
 * A car of its owner; another one's car does not exist.
 * @throws AppError CAR_NOT_FOUND
 */
export type GetCar = (id: string, ownerUserId: string) => Promise<Car>;

export const createGetCar =
  (deps: { cars: CarRepository }): GetCar =>
  async (id, ownerUserId) => {
    const car = await deps.cars.findOwned(id, ownerUserId);
    if (!car) throw new AppError('CAR_NOT_FOUND');
    return car;
  };
