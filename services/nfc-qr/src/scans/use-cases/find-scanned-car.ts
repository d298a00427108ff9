import { AppError } from '@chowk/contracts/errors';
import type { Car } from '../../cars/domain/car.ts';
import type { CarsApi } from '../../cars/cars.ts';
import type { ShortCodesApi } from '../../short-codes/short-codes.ts';

/**
 * The car whose code somebody scanned.
 * @throws AppError QR_CODE_NOT_FOUND, QR_CODE_GONE
 */
export type FindScannedCar = (code: string) => Promise<Car>;

export const createFindScannedCar =
  (deps: { shortCodes: ShortCodesApi; cars: CarsApi }): FindScannedCar =>
  async (code) => {
    const { target } = await deps.shortCodes.resolveCode(code);
    const car = await deps.cars.findCar(target.id);
    // Removed between the two reads.
    if (!car) throw new AppError('QR_CODE_GONE');
    return car;
  };
