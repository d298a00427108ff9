import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { ShortCodesApi } from '../../short-codes/short-codes.ts';
import type { CarDeleted, CarRepository } from '../ports.ts';

/**
 * Removes a car; its printed code answers "no longer in use" from then on.
 * @throws AppError CAR_NOT_FOUND
 */
export type DeleteCar = (id: string, ownerUserId: string) => Promise<void>;

export function createDeleteCar(deps: {
  cars: CarRepository;
  shortCodes: ShortCodesApi;
  onCarDeleted: CarDeleted;
  outbox: Outbox;
}): DeleteCar {
  const { cars, shortCodes, onCarDeleted, outbox } = deps;
  return (id, ownerUserId) =>
    outbox.transact(async (tx) => {
      if (!(await cars.delete(id, ownerUserId, tx))) throw new AppError('CAR_NOT_FOUND');
      await shortCodes.disableCodes({ kind: 'car', id }, tx);
      await onCarDeleted(id, tx);
    });
}
