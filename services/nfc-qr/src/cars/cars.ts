import type { Capability, Chassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Config } from '../config.ts';
import type { ShortCodesApi } from '../short-codes/short-codes.ts';
import type { Car } from './domain/car.ts';
import { carRoutes } from './http/cars.routes.ts';
import { carModel } from './persistence/car.model.ts';
import { createCarRepository } from './persistence/car.repository.ts';
import type { CarDeleted } from './ports.ts';
import { createAddDemoCars, type AddDemoCars } from './use-cases/add-demo-cars.ts';
import { createDeleteCar } from './use-cases/delete-car.ts';
import { createGetCar, type GetCar } from './use-cases/get-car.ts';
import { createListCars } from './use-cases/list-cars.ts';
import { createRegisterCar } from './use-cases/register-car.ts';
import { createUpdateCar } from './use-cases/update-car.ts';

export interface CarsApi {
  /** Whoever owns it: for those who came by its code. */
  findCar(id: string): Promise<Car | undefined>;
  getCar: GetCar;
  addDemoCars: AddDemoCars;
}

/** What owners do with their cars. */
export function composeCars(
  deps: Pick<Chassis, 'connection' | 'outbox' | 'idempotency'> & {
    config: Config;
    clock: Clock;
    shortCodes: ShortCodesApi;
    onCarDeleted: CarDeleted;
  },
): Capability<CarsApi> {
  const { connection, outbox, idempotency, config, clock, shortCodes, onCarDeleted } = deps;
  const cars = createCarRepository(connection);
  const getCar = createGetCar({ cars });
  const listCars = createListCars({ cars });
  const registerCar = createRegisterCar({ cars, shortCodes, clock });
  return {
    name: 'cars',
    api: {
      findCar: (id) => cars.find(id),
      getCar,
      addDemoCars: createAddDemoCars({ listCars, registerCar, outbox }),
    },
    collections: [carModel(connection)],
    routes: carRoutes({
      registerCar,
      listCars,
      getCar,
      updateCar: createUpdateCar({ cars, getCar, clock }),
      deleteCar: createDeleteCar({ cars, shortCodes, onCarDeleted, outbox }),
      urlOf: (code) => shortCodes.urlOf(code),
      idempotency,
      cursors: createCursorCodec(config.CURSOR_SECRET.signer('nfc-qr cursors', 16), 'cars'),
    }),
  };
}
