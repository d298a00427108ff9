import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ShortCodesApi } from '../../short-codes/short-codes.ts';
import type { Car, CarFields } from '../domain/car.ts';
import type { CarRepository } from '../ports.ts';

/** Registers a car of an owner and makes its code. */
export type RegisterCar = (
  ownerUserId: string,
  fields: CarFields,
  context: { tx: Tx; id: string },
) => Promise<Car>;

export function createRegisterCar(deps: {
  cars: CarRepository;
  shortCodes: ShortCodesApi;
  clock: Clock;
}): RegisterCar {
  const { cars, shortCodes, clock } = deps;
  return async (ownerUserId, fields, { tx, id }) => {
    const now = clock();
    const code = await shortCodes.issueCode({ kind: 'car', id }, ownerUserId, tx);
    const car: Car = { ...fields, id, ownerUserId, code, version: 1, createdAt: now, updatedAt: now };
    await cars.insert(car, tx);
    return car;
  };
}
