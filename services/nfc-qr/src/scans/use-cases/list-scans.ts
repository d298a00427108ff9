import type { CarsApi } from '../../cars/cars.ts';
import type { Scan } from '../domain/scan.ts';
import type { ScanRepository } from '../ports.ts';

/**
 * At most `limit` scans of one car of an owner, or of all, newest first, after a position. Those of a removed
 * car stay in the list of all.
 * @throws AppError CAR_NOT_FOUND
 */
export type ListScans = (
  ownerUserId: string,
  carId: string | undefined,
  position: readonly [at: Date, id: string] | undefined,
  limit: number,
) => Promise<Scan[]>;

export const createListScans =
  (deps: { cars: CarsApi; scans: ScanRepository }): ListScans =>
  async (ownerUserId, carId, position, limit) => {
    if (carId === undefined) return deps.scans.list(ownerUserId, undefined, position, limit);
    const car = await deps.cars.getCar(carId, ownerUserId);
    return deps.scans.list(ownerUserId, { kind: 'car', id: car.id }, position, limit);
  };
