import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { maskNumber, type Car } from '../../cars/domain/car.ts';
import { ownerView } from '../../cars/domain/gate.ts';
import { issueReveal } from '../../cars/domain/reveal-token.ts';
import type { AccessLog, Cars, Owners } from '../../cars/ports.ts';
import type { FindScannedCar } from '../../cars/use-cases/find-scanned-car.ts';
import type { Limits } from '../../limits/ports.ts';
import type { Scans } from '../ports.ts';

/** What a scanner leaves in exchange for a look at the owner's view. */
interface Lead {
  target: { code: string } | { carId: string };
  phone: string;
  email: string;
  notes: string | undefined;
}

interface Activity {
  id: string;
  kind: 'lead';
  notes: string | undefined;
  scannedAt: string;
}

export type RecordLead = (
  lead: Lead,
  caller: string,
  idempotency: IdempotentRequest | undefined,
) => Promise<Reply>;

/**
 * Records a lead, tells the owner, and answers with the owner's view and a token that opens it for a while:
 * 201 `{activity, reveal: {token, expiresAt, car}}`. The view is not part of the stored answer: a repeated
 * request gets it fresh, and none once its time is over.
 * @throws AppError INVALID_PHONE, QR_CODE_NOT_FOUND, QR_CODE_GONE, CAR_NOT_FOUND, RATE_LIMITED,
 * UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT (nothing is recorded then)
 */
export function recordLead(parts: {
  findCar: FindScannedCar;
  cars: Pick<Cars, 'find'>;
  owners: Owners;
  limits: Limits;
  scans: Scans;
  accessLog: AccessLog;
  idempotency: IdempotencyStore;
  settings: { region: string; revealSecret: string; revealTtlS: number };
}): RecordLead {
  const { findCar, cars, owners, limits, scans, accessLog, idempotency, settings } = parts;

  const carOf = async (target: Lead['target'], now: Date): Promise<Car> => {
    if ('code' in target) return findCar(target.code, now);
    const car = await cars.find(target.carId);
    if (!car) throw new AppError('CAR_NOT_FOUND');
    return car;
  };

  return async ({ target, notes, email, phone: given }, caller, request) => {
    const phone = parsePhoneNumberFromString(given, settings.region as CountryCode);
    if (!phone?.isValid()) throw new AppError('INVALID_PHONE', { details: [{ path: 'scannerPhone' }] });

    const now = new Date();
    const car = await carOf(target, now);
    const { id: carId, ownerUserId } = car;
    await limits.claim('lead', { code: car.code, caller, claimId: request?.key ?? newId('clm') }, now);
    const owner = await owners.get(ownerUserId);

    const reply = await idempotency.once(request, 'scn', async (tx, scanId) => {
      const lead = { phone: phone.number, email, notes };
      await scans.add([{ id: scanId, kind: 'lead', carId, ownerUserId, at: now, lead }], tx);
      const scannedAt = now.toISOString();
      tx.emit('scanRecorded', scanId, {
        scanId,
        ownerUserId,
        carId,
        carModel: car.carModel,
        maskedNumber: maskNumber(car.carNumber),
        scannedAt,
        kind: 'lead',
      });
      const activity: Activity = { id: scanId, kind: 'lead', notes, scannedAt };
      return created({ activity });
    });

    const { activity } = reply.data as { activity: Activity };
    const expiresAt = new Date(Date.parse(activity.scannedAt) + settings.revealTtlS * 1000);
    const token = issueReveal({ carId, scanId: activity.id, expiresAt }, settings.revealSecret);
    const reveal = { token, expiresAt: expiresAt.toISOString() };
    if (expiresAt <= now) return { ...reply, data: { activity, reveal } };
    await accessLog.record({ carId, ownerUserId, caller, basis: 'reveal', scanId: activity.id, at: now });
    return { ...reply, data: { activity, reveal: { ...reveal, car: ownerView(car, owner).car } } };
  };
}
