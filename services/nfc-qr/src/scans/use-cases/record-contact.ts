import type { IdempotencyStore } from '@chowk/idempotency';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import { maskNumber } from '../../cars/domain/car.ts';
import type { FindScannedCar } from '../../cars/use-cases/find-scanned-car.ts';
import type { Limits } from '../../limits/ports.ts';
import type { ContactReason, Scans } from '../ports.ts';

export type ContactOwner = (
  contact: { code: string; reason: ContactReason },
  caller: string,
  idempotency: IdempotentRequest | undefined,
) => Promise<Reply>;

/**
 * Tells the owner of a car something from a fixed list; no number crosses in either direction.
 * @throws AppError QR_CODE_NOT_FOUND, QR_CODE_GONE, RATE_LIMITED
 */
export function contactOwner(parts: {
  findCar: FindScannedCar;
  limits: Limits;
  scans: Scans;
  idempotency: IdempotencyStore;
}): ContactOwner {
  const { findCar, limits, scans, idempotency } = parts;
  return async ({ code, reason }, caller, request) => {
    const now = new Date();
    const car = await findCar(code, now);
    const { id: carId, ownerUserId, carModel } = car;
    await limits.claim('contact', { code, caller, claimId: request?.key ?? newId('clm') }, now);
    return idempotency.once(request, 'scn', async (tx, scanId) => {
      await scans.add([{ id: scanId, kind: 'contact', carId, ownerUserId, at: now, reason }], tx);
      const scannedAt = now.toISOString();
      const maskedNumber = maskNumber(car.carNumber);
      const facts = { scanId, ownerUserId, carId, carModel, maskedNumber, scannedAt };
      tx.emit('scanRecorded', scanId, { ...facts, kind: 'contact', reason });
      return created({ activity: { id: scanId, kind: 'contact', reason, scannedAt } });
    });
  };
}
