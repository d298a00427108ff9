import type { Clock } from '@chowk/runtime/lifecycle';
import type { Car } from '../../cars/domain/car.ts';
import { fullCarView, type FullCarView, type Owner } from '../domain/disclosure.ts';
import { issueReveal, type RevealSigner } from '../domain/reveal-token.ts';
import type { AccessLogRepository } from '../ports.ts';

/** What a lead earns. */
interface EarnedReveal {
  /** Opens the car until `expiresAt`. */
  token: string;
  expiresAt: Date;
  /** Undefined when the time is over. */
  car: FullCarView['car'] | undefined;
}

/**
 * Opens a car to whoever left a lead, for a while from the instant of the lead: a repeated request gets the
 * same token, the view fresh, and no view once its time is over. The disclosure is on record before it is
 * answered.
 */
export type RevealOwner = (
  opened: { car: Car; owner: Owner },
  scan: { id: string; at: Date },
  visitorId: string,
) => Promise<EarnedReveal>;

export function createRevealOwner(deps: {
  accessLog: AccessLogRepository;
  signer: RevealSigner;
  ttlSeconds: number;
  clock: Clock;
}): RevealOwner {
  const { accessLog, signer, ttlSeconds, clock } = deps;
  return async ({ car, owner }, scan, visitorId) => {
    const { id: carId, ownerUserId } = car;
    const expiresAt = new Date(scan.at.getTime() + ttlSeconds * 1000);
    const token = issueReveal({ carId, scanId: scan.id, expiresAt }, signer);
    const now = clock();
    if (expiresAt <= now) return { token, expiresAt, car: undefined };
    await accessLog.insert({ carId, ownerUserId, visitorId, basis: 'reveal', scanId: scan.id, at: now });
    return { token, expiresAt, car: fullCarView(car, owner).car };
  };
}
