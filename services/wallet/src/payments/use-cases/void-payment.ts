import { AppError, isAppError } from '@chowk/contracts/errors';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Holds } from '../../ledger/holds.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { tombstone, type Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports.ts';

/**
 * Gives a payment's hold back. Idempotent. A payment that has not come yet is marked as voided, so that it is
 * refused when it comes: a caller that gave up cannot know whether its Authorize is still on the way.
 * @throws AppError PAYMENT_CLOSED when it was captured, PAYMENT_NOT_FOUND for what is not a wallet payment
 */
export const voidPayment =
  (deps: { payments: PaymentStore; ledger: Ledger; holds: Holds; currency: string }) =>
  async (id: string, reason: string): Promise<Payment> => {
    const { payments, ledger, holds } = deps;
    const known = await payments.find(id);
    if (!known) {
      const placeholder = tombstone(id, reason, deps.currency, new Date());
      try {
        await payments.insert(placeholder);
        return placeholder;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // The payment came in between: void that one.
        return voidPayment(deps)(id, reason);
      }
    }
    if (known.purpose !== 'order') throw new AppError('PAYMENT_NOT_FOUND');
    if (known.status === 'voided') return known;
    if (known.status !== 'authorised' || known.userId === undefined) throw new AppError('PAYMENT_CLOSED');
    try {
      return await ledger.transact(known.userId, async (tx) => {
        await holds.void(id, tx);
        const payment = await payments.move(id, 'voided', { now: new Date(), reason }, tx);
        if (!payment) throw new Error(`payment ${id} and its hold disagree`);
        return payment;
      });
    } catch (error) {
      if (!isAppError(error, 'HOLD_CLOSED')) throw error;
      const closed = await payments.find(id);
      if (closed?.status === 'voided') return closed;
      throw new AppError('PAYMENT_CLOSED', { cause: error });
    }
  };
