import { AppError, isAppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { REVENUE } from '../../ledger/domain/account.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import type { PaymentOwners } from '../payment-owners.ts';
import type { PaymentRepository } from '../ports.ts';

/**
 * Takes a payment's hold to revenue. Idempotent.
 * @throws AppError PAYMENT_NOT_FOUND, PAYMENT_CLOSED when it was voided or has timed out
 */
export type CapturePayment = (id: string) => Promise<Payment>;

export const createCapturePayment =
  (deps: {
    payments: Pick<PaymentRepository, 'find' | 'endHold'>;
    owners: PaymentOwners;
    ledger: Pick<LedgerApi, 'transact' | 'captureHold'>;
    clock: Clock;
  }): CapturePayment =>
  async (id) => {
    const { payments, owners, ledger, clock } = deps;
    let owner = owners.get(id);
    if (owner === undefined) {
      const known = await payments.find(id);
      if (!known || known.purpose !== 'order') throw new AppError('PAYMENT_NOT_FOUND');
      if (known.status === 'captured') return known;
      if (known.status === 'voided' || known.userId === undefined) throw new AppError('PAYMENT_CLOSED');
      owner = known.userId;
    }
    try {
      return await ledger.transact(owner, async (tx) => {
        const now = clock();
        const payment = await payments.endHold(id, 'captured', { now, validAt: now }, tx);
        if (!payment) throw new AppError('HOLD_CLOSED');
        await ledger.captureHold({ hold: payment, destination: REVENUE, now }, tx);
        const { userId, reference, amount } = payment;
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
