import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Car } from '../../cars/domain/car.ts';
import type { QuotaRepository } from '../ports.ts';
import type { FindScannedCar } from './find-scanned-car.ts';

/**
 * The car whose owner a visitor may message now: counts against the visitor's quota at this code.
 * @param claimId shared by repetitions of one request, which count once
 * @throws AppError QR_CODE_NOT_FOUND, QR_CODE_GONE, RATE_LIMITED
 */
export type AdmitContact = (code: string, visitorId: string, claimId: string | undefined) => Promise<Car>;

export function createAdmitContact(deps: {
  findScannedCar: FindScannedCar;
  quotas: QuotaRepository;
  clock: Clock;
}): AdmitContact {
  const { findScannedCar, quotas, clock } = deps;
  return async (code, visitorId, claimId = newId('clm')) => {
    const car = await findScannedCar(code);
    await quotas.claim('contact', { code, visitorId, claimId }, clock());
    return car;
  };
}
