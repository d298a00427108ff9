import { AppError, isAppError } from '@chowk/contracts/errors';
import { REVENUE } from '../../ledger/domain/account.ts';
import type { Holds } from '../../ledger/holds.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports.ts';

/**
 * Posts a payment's hold to revenue. Idempotent.
 * @throws AppError PAYMENT_NOT_FOUND, PAYMENT_CLOSED when it was voided or has timed out
 */
export const capturePayment =
  (deps: { payments: PaymentStore; ledger: Ledger; holds: Holds }) =>
  async (id: string): Promise<Payment> => {
    const { payments, ledger, holds } = deps;
    const known = await payments.find(id);
    if (!known || known.purpose !== 'order') throw new AppError('PAYMENT_NOT_FOUND');
    if (known.status === 'captured') return known;
    const { userId } = known;
    if (known.status === 'voided' || userId === undefined) throw new AppError('PAYMENT_CLOSED');
    try {
      return await ledger.transact(userId, async (tx) => {
        const now = new Date();
        await holds.post({ id, destination: REVENUE, now }, tx);
        const payment = await payments.move(id, 'captured', { now }, tx);
        if (!payment) throw new Error(`payment ${id} and its hold disagree`);
        const { reference, amount } = payment;
        const at = now.toISOString();
        tx.emit('paymentCaptured', id, { paymentId: id, userId, reference, amount, at });
        return payment;
      });
    } catch (error) {
      if (!isAppError(error, 'HOLD_CLOSED')) throw error;
      const closed = await payments.find(id);
      if (closed?.status === 'captured') return closed;
      throw new AppError('PAYMENT_CLOSED', { cause: error });
    }
  };
