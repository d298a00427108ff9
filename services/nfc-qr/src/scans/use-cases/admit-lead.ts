import { AppError } from '@chowk/contracts/errors';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { CarsApi } from '../../cars/cars.ts';
import type { Car } from '../../cars/domain/car.ts';
import type { Owner } from '../domain/disclosure.ts';
import type { Lead } from '../domain/scan.ts';
import type { OwnerClient, QuotaRepository } from '../ports.ts';
import type { FindScannedCar } from './find-scanned-car.ts';

/** Where a lead is left: at a code, or at a car that the visitor has just seen. */
export type LeadTarget = { code: string } | { carId: string };

interface AdmittedLead {
  car: Car;
  owner: Owner;
  /** With the phone number in E.164 form. */
  lead: Lead;
}

/**
 * Whether a lead may be taken now: its phone number exists, the visitor's quota at this code has room, and
 * auth knows the owner whom it is to open.
 * @param claimId shared by repetitions of one request, which count once
 * @throws AppError INVALID_PHONE, QR_CODE_NOT_FOUND, QR_CODE_GONE, CAR_NOT_FOUND, RATE_LIMITED, USER_NOT_FOUND,
 * UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT
 */
export type AdmitLead = (
  target: LeadTarget,
  lead: Lead,
  visitorId: string,
  claimId: string | undefined,
) => Promise<AdmittedLead>;

export function createAdmitLead(deps: {
  findScannedCar: FindScannedCar;
  cars: CarsApi;
  owners: OwnerClient;
  quotas: QuotaRepository;
  /** Country of phone numbers without a prefix, ISO 3166-1 alpha-2. */
  region: string;
  clock: Clock;
}): AdmitLead {
  const { findScannedCar, cars, owners, quotas, region, clock } = deps;

  const carOf = async (target: LeadTarget): Promise<Car> => {
    if ('code' in target) return findScannedCar(target.code);
    const car = await cars.findCar(target.carId);
    if (!car) throw new AppError('CAR_NOT_FOUND');
    return car;
  };

  return async (target, lead, visitorId, claimId = newId('clm')) => {
    const phone = parsePhoneNumberFromString(lead.phone, region as CountryCode);
    if (!phone?.isValid()) throw new AppError('INVALID_PHONE', { details: [{ path: 'scannerPhone' }] });
    const car = await carOf(target);
    await quotas.claim('lead', { code: car.code, visitorId, claimId }, clock());
    const owner = await owners.getOwner(car.ownerUserId);
    return { car, owner, lead: { ...lead, phone: phone.number } };
  };
}
