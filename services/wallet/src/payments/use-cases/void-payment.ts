import { AppError, isAppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import { tombstone } from '../domain/wallet-payment.ts';
import type { PaymentOwners } from '../payment-owners.ts';
import type { PaymentRepository } from '../ports.ts';

/**
 * Gives a payment's hold back. Idempotent. A payment that has not come yet is marked as voided, so that it is
 * refused when it comes: a caller that gave up cannot know whether its Authorize is still on the way.
 * @param reason words for support
 * @throws AppError PAYMENT_CLOSED when it was captured, PAYMENT_NOT_FOUND for what is not a wallet payment
 */
export type VoidPayment = (id: string, reason: string) => Promise<Payment>;

export function createVoidPayment(deps: {
  payments: Pick<PaymentRepository, 'find' | 'insert' | 'endHold'>;
  owners: PaymentOwners;
  ledger: Pick<LedgerApi, 'transact' | 'voidHold'>;
  clock: Clock;
  /** Currency of the zero that a payment counts as which has not come. */
  currency: string;
}): VoidPayment {
  const { payments, owners, ledger, clock } = deps;

  const release = async (id: string, userId: string, reason: string): Promise<Payment> => {
    try {
      return await ledger.transact(userId, async (tx) => {
        const payment = await payments.endHold(id, 'voided', { now: clock(), reason }, tx);
        if (!payment) throw new AppError('HOLD_CLOSED');
        await ledger.voidHold(payment, tx);
        return payment;
      });
    } catch (error) {
      if (!isAppError(error, 'HOLD_CLOSED')) throw error;
      const closed = await payments.find(id);
      if (closed?.status === 'voided') return closed;
      throw new AppError('PAYMENT_CLOSED', { cause: error });
    }
  };

  const voidPayment: VoidPayment = async (id, reason) => {
    const owner = owners.get(id);
    if (owner !== undefined) return release(id, owner, reason);
    const known = await payments.find(id);
    if (!known) {
      const placeholder = tombstone(id, reason, deps.currency, clock());
      try {
        await payments.insert(placeholder);
        return placeholder;
      } catch (error) {
        if (!(error instanceof DuplicateId)) throw error;
        // The payment came in between: void that one.
        return voidPayment(id, reason);
      }
    }
    if (known.purpose !== 'order') throw new AppError('PAYMENT_NOT_FOUND');
    if (known.status === 'voided') return known;
    if (known.status !== 'authorised' || known.userId === undefined) throw new AppError('PAYMENT_CLOSED');
    return release(id, known.userId, reason);
  };
  return voidPayment;
}
