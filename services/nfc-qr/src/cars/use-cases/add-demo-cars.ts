import type { Outbox } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { CarFields } from '../domain/car.ts';
import type { ListCars } from './list-cars.ts';
import type { RegisterCar } from './register-car.ts';

/** More cars than any demo owner has. */
const ALL = 1000;

/** Registers the demo cars whose number their owner has not got yet. Returns how many were new. */
export type AddDemoCars = (cars: ReadonlyArray<CarFields & { ownerUserId: string }>) => Promise<number>;

export function createAddDemoCars(deps: {
  listCars: ListCars;
  registerCar: RegisterCar;
  outbox: Outbox;
}): AddDemoCars {
  const { listCars, registerCar, outbox } = deps;
  return async (cars) => {
    let added = 0;
    for (const { ownerUserId, ...fields } of cars) {
      const known = await listCars(ownerUserId, undefined, ALL);
      if (known.some(({ carNumber }) => carNumber === fields.carNumber)) continue;
      await outbox.transact((tx) => registerCar(ownerUserId, fields, { tx, id: newId('car') }));
      added += 1;
    }
    return added;
  };
}
