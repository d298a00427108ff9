import { AppError } from '@chowk/contracts/errors';
import type { Money } from '@chowk/money';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { REVENUE, userAccount } from '../../ledger/domain/account.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import { differingRefund, type Refund } from '../domain/refund.ts';
import type { PaymentStore, RefundStore } from '../ports.ts';

export interface RefundRequest {
  id: string;
  paymentId: string;
  amount: Money;
  reason: string;
}

/**
 * Pays a captured amount back to the wallet, wholly or in part. Idempotent by the refund's id. All refunds of
 * a payment together never exceed what was captured: the limit is in the predicate of the update.
 * @throws AppError PAYMENT_NOT_FOUND, REFUND_EXCEEDS_CAPTURED, REFUND_MISMATCH naming the field,
 *   VALIDATION_FAILED for another currency than the payment's
 */
export const refundPayment =
  (deps: { payments: PaymentStore; refunds: RefundStore; ledger: Ledger }) =>
  async (given: RefundRequest): Promise<Payment> => {
    const { payments, refunds, ledger } = deps;
    const known = await refunds.find(given.id);
    if (known) return refundedBefore(known, given, payments);
    const { userId, currency } = await refundable(given.paymentId, payments);
    if (currency !== given.amount.currency) {
      throw new AppError('VALIDATION_FAILED', {
        details: [{ path: 'amount.currency', message: `the payment is in ${currency}` }],
      });
    }
    try {
      return await ledger.transact(userId, async (tx) => {
        const refund: Refund = { ...given, createdAt: new Date() };
        await refunds.insert(refund, tx);
        const payment = await payments.addRefund(given.paymentId, given.amount, refund.createdAt, tx);
        if (!payment) throw new AppError('REFUND_EXCEEDS_CAPTURED');
        const { reference } = payment;
        await ledger.write(
          {
            id: `${refund.id}:refund`,
            kind: 'refund',
            reference,
            postings: [{ source: REVENUE, destination: userAccount(userId, 'available'), ...refund.amount }],
          },
          tx,
        );
        tx.emit('refundCompleted', refund.id, {
          refundId: refund.id,
          paymentId: payment.id,
          userId,
          reference,
          amount: refund.amount,
          at: refund.createdAt.toISOString(),
        });
        return payment;
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const winner = await refunds.find(given.id);
      if (!winner) throw error;
      return refundedBefore(winner, given, payments);
    }
  };

async function refundedBefore(
  stored: Refund,
  given: RefundRequest,
  payments: PaymentStore,
): Promise<Payment> {
  const field = differingRefund(stored, given);
  if (field !== undefined) throw new AppError('REFUND_MISMATCH', { details: [{ path: field }] });
  const payment = await payments.find(stored.paymentId);
  if (!payment) throw new Error(`refund ${stored.id} has lost its payment`);
  return payment;
}

async function refundable(
  paymentId: string,
  payments: PaymentStore,
): Promise<{ userId: string; currency: string }> {
  const payment = await payments.find(paymentId);
  if (!payment || payment.purpose !== 'order') throw new AppError('PAYMENT_NOT_FOUND');
  // Nothing was ever captured of a payment that was voided before it came.
  if (payment.userId === undefined) throw new AppError('REFUND_EXCEEDS_CAPTURED');
  return { userId: payment.userId, currency: payment.amount.currency };
}
