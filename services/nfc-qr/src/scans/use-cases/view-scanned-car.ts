import { isAppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import type { ViewRecorder } from '../../scans/view-recorder.ts';
import type { Car } from '../domain/car.ts';
import { gateView, isPremium, ownerView, type CarView, type Owner } from '../domain/gate.ts';
import { readReveal } from '../domain/reveal-token.ts';
import type { AccessLog, Owners } from '../ports.ts';
import type { FindScannedCar } from './find-scanned-car.ts';

/** Somebody looks at a car through its code. */
interface Look {
  code: string;
  /** Who looks: a user id, or a hashed address. */
  caller: string;
  /** Token of a lead that the caller left before. */
  reveal: string | undefined;
  /** A program that fetches links, such as a messenger's preview: not counted, and shown the gate only. */
  machine: boolean;
}

export type LookAtCar = (look: Look, now: Date) => Promise<CarView>;

/**
 * What a scanner sees. The gate opens for a live reveal token or, at this very instant, for a premium owner;
 * when auth cannot tell, it stays closed. Each look of a person is recorded, and so is each owner view,
 * before it is answered.
 * @throws AppError QR_CODE_NOT_FOUND, QR_CODE_GONE; with a live token UPSTREAM_UNAVAILABLE or
 * UPSTREAM_TIMEOUT when auth does not answer.
 */
export function lookAtCar(parts: {
  findCar: FindScannedCar;
  owners: Owners;
  accessLog: AccessLog;
  recorder: Pick<ViewRecorder, 'note'>;
  revealSecret: string;
  logger: Logger;
}): LookAtCar {
  const { findCar, owners, accessLog, recorder, revealSecret, logger } = parts;

  const premiumOwner = async (car: Car, now: Date): Promise<Owner | undefined> => {
    try {
      const owner = await owners.get(car.ownerUserId);
      return isPremium(owner, now) ? owner : undefined;
    } catch (error) {
      if (!isAppError(error)) throw error;
      logger.warn(
        { reason: error.code, carId: car.id },
        'the owner is not known at the moment, gate stays closed',
      );
      return undefined;
    }
  };

  return async (look, now) => {
    const car = await findCar(look.code, now);
    if (look.machine) return gateView(car);

    const reveal = look.reveal === undefined ? undefined : readReveal(look.reveal, revealSecret, now);
    if (reveal?.carId === car.id) {
      const owner = await owners.get(car.ownerUserId);
      const access = { carId: car.id, ownerUserId: car.ownerUserId, caller: look.caller, at: now };
      await accessLog.record({ ...access, basis: 'reveal', scanId: reveal.scanId });
      return ownerView(car, owner);
    }

    // Side by side: the record costs the answer nothing while auth is asked.
    const [owner] = await Promise.all([
      premiumOwner(car, now),
      look.caller === car.ownerUserId ? undefined : recorder.note(car, now),
    ]);
    if (!owner) return gateView(car);
    const access = { carId: car.id, ownerUserId: car.ownerUserId, caller: look.caller, at: now };
    await accessLog.record({ ...access, basis: 'premium', scanId: undefined });
    return ownerView(car, owner);
  };
}
