import { isAppError } from '@chowk/contracts/errors';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Car } from '../../cars/domain/car.ts';
import { fullCarView, isPremium, maskedCarView, type CarView, type Owner } from '../domain/disclosure.ts';
import { readReveal, type RevealSigner } from '../domain/reveal-token.ts';
import { scannedCarFacts } from '../domain/scan.ts';
import type { Visit } from '../domain/visit.ts';
import type { AccessLogRepository, EnqueueView, OwnerClient } from '../ports.ts';
import type { FindScannedCar } from './find-scanned-car.ts';

/** Somebody views a car through its code. */
interface ScanView {
  code: string;
  /** Who views: a user id, or a hashed address. */
  visitorId: string;
  visit: Visit;
  /** Token of a lead that the visitor left before. */
  reveal: string | undefined;
  /** A program that fetches links, such as a messenger's preview: not counted, and shown the masked car only. */
  isBot: boolean;
}

/**
 * What a scanner sees. The gate opens for a live reveal token or, at this very instant, for a premium owner;
 * when auth cannot tell, it stays closed. Each view of a person is recorded, and so is each disclosure of the
 * owner, before it is answered.
 * @throws AppError QR_CODE_NOT_FOUND, QR_CODE_GONE; with a live token UPSTREAM_UNAVAILABLE or
 * UPSTREAM_TIMEOUT when auth does not answer, USER_NOT_FOUND when the owner is gone
 */
export type ViewScannedCar = (view: ScanView) => Promise<CarView>;

export function createViewScannedCar(deps: {
  findScannedCar: FindScannedCar;
  owners: OwnerClient;
  accessLog: AccessLogRepository;
  enqueueView: EnqueueView;
  reveals: RevealSigner;
  clock: Clock;
  logger: Logger;
}): ViewScannedCar {
  const { findScannedCar, owners, accessLog, enqueueView, reveals, clock, logger } = deps;

  const premiumOwner = async (car: Car, now: Date): Promise<Owner | undefined> => {
    try {
      const owner = await owners.getOwner(car.ownerUserId);
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

  return async ({ code, visitorId, visit, reveal: token, isBot }) => {
    const car = await findScannedCar(code);
    if (isBot) return maskedCarView(car);

    const now = clock();
    const access = { carId: car.id, ownerUserId: car.ownerUserId, visitorId, at: now };
    const reveal = token === undefined ? undefined : readReveal(token, reveals, now);
    if (reveal?.carId === car.id) {
      const owner = await owners.getOwner(car.ownerUserId);
      await accessLog.insert({ ...access, basis: 'reveal', scanId: reveal.scanId });
      return fullCarView(car, owner);
    }

    // Side by side: the record costs the answer nothing while auth is asked.
    const [owner] = await Promise.all([
      premiumOwner(car, now),
      visitorId === car.ownerUserId
        ? undefined
        : enqueueView({ ...scannedCarFacts(car), id: newId('scn'), visit, at: now }),
    ]);
    if (!owner) return maskedCarView(car);
    await accessLog.insert({ ...access, basis: 'premium', scanId: undefined });
    return fullCarView(car, owner);
  };
}
