import { AppError } from '@chowk/contracts/errors';
import type { After, Cars } from '../../cars/ports.ts';
import type { Scan, Scans } from '../ports.ts';

export type ListScans = (
  ownerUserId: string,
  carId: string | undefined,
  limit: number,
  after: After | undefined,
) => Promise<Scan[]>;

/**
 * Scans of one car of an owner, or of all. Those of a removed car stay in the list of all.
 * @throws AppError CAR_NOT_FOUND
 */
export const listScans =
  (cars: Pick<Cars, 'findOwned'>, scans: Scans): ListScans =>
  async (ownerUserId, carId, limit, after) => {
    if (carId !== undefined && !(await cars.findOwned(carId, ownerUserId)))
      throw new AppError('CAR_NOT_FOUND');
    return scans.listOfOwner(ownerUserId, carId, limit, after);
  };
