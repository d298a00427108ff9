import { AppError } from '@chowk/contracts/errors';
import type { Money } from '@chowk/money';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Holds } from '../../ledger/holds.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { asOf, authorisedPayment, differingAuthorisation, type Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports.ts';

export interface Authorisation {
  id: string;
  userId: string;
  amount: Money;
  /** The order that is paid. */
  reference: string;
  holdSeconds: number;
}

/**
 * Holds the amount on the user's wallet. Idempotent by the payment's id: a repetition answers the payment as
 * it stands, captured or not. `holdSeconds` is not compared: a caller that resumes may have another setting.
 * @throws AppError INSUFFICIENT_FUNDS, PAYMENT_MISMATCH naming the field, PAYMENT_CLOSED when the payment was
 *   voided or has timed out
 */
export const authorizePayment =
  (deps: { payments: PaymentStore; ledger: Ledger; holds: Holds }) =>
  async (given: Authorisation): Promise<Payment> => {
    const { payments, ledger, holds } = deps;
    const known = await payments.find(given.id);
    if (known) return sameAsBefore(known, given);
    try {
      return await ledger.transact(given.userId, async (tx) => {
        const payment = authorisedPayment(given, new Date());
        const { id, userId, amount, reference, expiresAt, createdAt } = payment;
        await payments.insert(payment, tx);
        await holds.place({ id, userId, amount, reference, expiresAt, createdAt }, tx);
        const at = createdAt.toISOString();
        tx.emit('paymentAuthorised', id, { paymentId: id, userId, reference, amount, at });
        return payment;
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const winner = await payments.find(given.id);
      if (!winner) throw error;
      return sameAsBefore(winner, given);
    }
  };

function sameAsBefore(stored: Payment, given: Authorisation): Payment {
  const payment = asOf(stored, new Date());
  // A tombstone knows no user and no amount: closed, whatever the fields.
  if (stored.userId === undefined) throw new AppError('PAYMENT_CLOSED');
  const field = differingAuthorisation(stored, given);
  if (field !== undefined) throw new AppError('PAYMENT_MISMATCH', { details: [{ path: field }] });
  if (payment.status === 'voided') throw new AppError('PAYMENT_CLOSED');
  return payment;
}
