import { AppError } from '@chowk/contracts/errors';
import type { Money } from '@chowk/money';

export interface TopupLimits {
  /** The only currency of this installation's wallets. */
  currency: string;
  /** Minor units. */
  min: number;
  max: number;
}

/** @throws AppError VALIDATION_FAILED for another currency, AMOUNT_OUT_OF_RANGE with the limits */
export function checkTopupAmount(amount: Money, { currency, min, max }: TopupLimits): void {
  if (amount.currency !== currency) {
    throw new AppError('VALIDATION_FAILED', {
      details: [{ path: 'amount.currency', message: `must be ${currency}` }],
    });
  }
  if (amount.amount < min || amount.amount > max) {
    throw new AppError('AMOUNT_OUT_OF_RANGE', { details: [{ path: 'amount.amount', min, max }] });
  }
}

/** Why a captured payment must not be credited, in words; undefined when it fits the top-up. */
export function mismatch(asked: Money, paid: { amount: Money; refunded: number }): string | undefined {
  if (paid.amount.currency !== asked.currency) {
    return `asked for ${asked.currency}, paid in ${paid.amount.currency}`;
  }
  if (paid.amount.amount !== asked.amount) return `asked for ${asked.amount}, paid ${paid.amount.amount}`;
  if (paid.refunded > 0) return `the provider has already returned ${paid.refunded}`;
  return undefined;
}

/** An old top-up is asked about less often: after a twentieth of its age, and never more often than `everyMs`. */
const AGE_SHARE = 20;

/** When to ask the provider about an open top-up again; undefined once it is older than `watchMs`. */
export function nextCheck(
  createdAt: Date,
  now: Date,
  { everyMs, watchMs }: { everyMs: number; watchMs: number },
): Date | undefined {
  const age = now.getTime() - createdAt.getTime();
  if (age > watchMs) return undefined;
  return new Date(now.getTime() + Math.max(everyMs, Math.floor(age / AGE_SHARE)));
}

/** Waits between tries of a stored event grow from a second to five minutes; it is never given up. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;

export const retryDelayMs = (tries: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries - 1, 20));
