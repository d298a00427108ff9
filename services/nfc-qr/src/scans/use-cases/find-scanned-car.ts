import { AppError } from '@chowk/contracts/errors';
import type { ResolveCode } from '../../codes/use-cases/resolve-code.ts';
import type { Car } from '../domain/car.ts';
import type { Cars } from '../ports.ts';

export type FindScannedCar = (code: string, now: Date) => Promise<Car>;

/**
 * The car whose code somebody scanned.
 * @throws AppError QR_CODE_NOT_FOUND, QR_CODE_GONE
 */
export const findScannedCar =
  (resolve: ResolveCode, cars: Pick<Cars, 'find'>): FindScannedCar =>
  async (code, now) => {
    const { targetId } = await resolve(code, now);
    const car = await cars.find(targetId);
    // Removed between the two reads.
    if (!car) throw new AppError('QR_CODE_GONE');
    return car;
  };
