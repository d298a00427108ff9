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
