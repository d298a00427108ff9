import { AppError, isAppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { REVENUE, userAccount } from '../../ledger/domain/account.ts';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';
import type { Payment } from '../domain/payment.ts';
import { firstRefundMismatch, type NewRefund, type Refund } from '../domain/refund.ts';
import type { PaymentOwners } from '../payment-owners.ts';
import type { PaymentRepository, RefundRepository } from '../ports.ts';

/**
 * Pays a captured amount back to the wallet, wholly or in part. Idempotent by the refund's id. All refunds of
 * a payment together never exceed what was captured: the limit is in the predicate of the update.
 * @throws AppError PAYMENT_NOT_FOUND, REFUND_EXCEEDS_CAPTURED, REFUND_MISMATCH naming the field,
 *   VALIDATION_FAILED for another currency than the payment's
 */
export type RefundPayment = (given: NewRefund) => Promise<Payment>;

export const createRefundPayment =
  (deps: {
    payments: Pick<PaymentRepository, 'find' | 'addRefund'>;
    owners: PaymentOwners;
    refunds: RefundRepository;
    ledger: Pick<LedgerApi, 'transact' | 'writeTransfer'>;
    clock: Clock;
  }): RefundPayment =>
  async (given) => {
    const { payments, refunds, ledger, clock } = deps;
    try {
      const userId = deps.owners.get(given.paymentId) ?? (await ownerOf(given.paymentId, payments));
      return await ledger.transact(userId, async (tx) => {
        const refund: Refund = { ...given, createdAt: clock() };
        await refunds.insert(refund, tx);
        const payment = await payments.addRefund(given.paymentId, given.amount, refund.createdAt, tx);
        if (!payment) throw new AppError('REFUND_EXCEEDS_CAPTURED');
        const { reference } = payment;
        await ledger.writeTransfer(
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
      if (!tellsOfAnother(error)) throw error;
      const known = await refunds.find(given.id);
      if (known) return refundedBefore(known, given, payments);
      if (isAppError(error, 'REFUND_EXCEEDS_CAPTURED')) await assertCurrency(given, payments);
      throw error;
    }
  };

/** The refund may be known: its id is taken, or was used for another payment than this one. */
const tellsOfAnother = (error: unknown): boolean =>
  error instanceof DuplicateId ||
  isAppError(error, 'PAYMENT_NOT_FOUND') ||
  isAppError(error, 'REFUND_EXCEEDS_CAPTURED');

async function refundedBefore(
  stored: Refund,
  given: NewRefund,
  payments: Pick<PaymentRepository, 'find'>,
): Promise<Payment> {
  const field = firstRefundMismatch(stored, given);
  if (field !== undefined) throw new AppError('REFUND_MISMATCH', { details: [{ path: field }] });
  const payment = await payments.find(stored.paymentId);
  if (!payment) throw new Error(`refund ${stored.id} has lost its payment`);
  return payment;
}

async function ownerOf(paymentId: string, payments: Pick<PaymentRepository, 'find'>): Promise<string> {
  const payment = await payments.find(paymentId);
  if (!payment || payment.purpose !== 'order') throw new AppError('PAYMENT_NOT_FOUND');
  // Nothing was ever captured of a payment that was voided before it came.
  if (payment.userId === undefined) throw new AppError('REFUND_EXCEEDS_CAPTURED');
  return payment.userId;
}

async function assertCurrency(
  { paymentId, amount }: NewRefund,
  payments: Pick<PaymentRepository, 'find'>,
): Promise<void> {
  const currency = (await payments.find(paymentId))?.amount.currency;
  if (currency === undefined || currency === amount.currency) return;
  throw new AppError('VALIDATION_FAILED', {
    details: [{ path: 'amount.currency', message: `the payment is in ${currency}` }],
  });
}
