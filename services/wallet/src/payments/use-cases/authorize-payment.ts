import { AppError, isAppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';
import { asOf, type Payment } from '../domain/payment.ts';
import {
  authorizedPayment,
  firstAuthorizationMismatch,
  type Authorization,
} from '../domain/wallet-payment.ts';
import type { PaymentOwners } from '../payment-owners.ts';
import type { PaymentRepository } from '../ports.ts';

/**
 * Holds the amount on the user's wallet. Idempotent by the payment's id: a repetition answers the payment as
 * it stands, captured or not.
 * @throws AppError INSUFFICIENT_FUNDS, PAYMENT_MISMATCH naming the field, PAYMENT_CLOSED when the payment was
 *   voided or has timed out
 */
export type AuthorizePayment = (given: Authorization) => Promise<Payment>;

export const createAuthorizePayment =
  (deps: {
    payments: Pick<PaymentRepository, 'find' | 'insert'>;
    owners: PaymentOwners;
    ledger: Pick<LedgerApi, 'transact' | 'placeHold'>;
    /** Told when a hold times out. */
    onReleaseDue: (at: Date) => void;
    clock: Clock;
  }): AuthorizePayment =>
  async (given) => {
    const { payments, owners, ledger, clock } = deps;
    try {
      const authorized = await ledger.transact(given.userId, async (tx) => {
        const payment = authorizedPayment(given, clock());
        const { id, userId, amount, reference, createdAt } = payment;
        // First, because it alone refuses for lack of funds: who is refused then costs a read.
        await ledger.placeHold(payment, tx);
        await payments.insert(payment, tx);
        const at = createdAt.toISOString();
        tx.emit('paymentAuthorized', id, { paymentId: id, userId, reference, amount, at });
        return payment;
      });
      owners.set(authorized.id, authorized.userId);
      deps.onReleaseDue(authorized.expiresAt);
      return authorized;
    } catch (error) {
      // The payment may be known: its id is taken, or there is too little because this very payment holds it.
      if (!(error instanceof DuplicateId) && !isAppError(error, 'INSUFFICIENT_FUNDS')) throw error;
      const known = await payments.find(given.id);
      if (!known) throw error;
      return sameAsBefore(known, given, clock());
    }
  };

function sameAsBefore(stored: Payment, given: Authorization, now: Date): Payment {
  const payment = asOf(stored, now);
  // A tombstone knows no user and no amount: closed, whatever the fields.
  if (stored.userId === undefined) throw new AppError('PAYMENT_CLOSED');
  const field = firstAuthorizationMismatch(stored, given);
  if (field !== undefined) throw new AppError('PAYMENT_MISMATCH', { details: [{ path: field }] });
  if (payment.status === 'voided') throw new AppError('PAYMENT_CLOSED');
  return payment;
}
