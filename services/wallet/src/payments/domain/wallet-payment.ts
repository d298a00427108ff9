import { zero, type Money } from '@chowk/money';
import type { Payment } from './payment.ts';

/** What orders asks for: an amount of a user's wallet, held until it is captured or voided. */
export interface Authorization {
  /** The payment's id. */
  id: string;
  userId: string;
  amount: Money;
  /** The order that is paid. */
  reference: string;
  holdSeconds: number;
}

/** A wallet payment whose hold is being placed. */
export function authorizedPayment(
  { id, userId, amount, reference, holdSeconds }: Authorization,
  now: Date,
): Payment & { userId: string; expiresAt: Date } {
  return {
    id,
    userId,
    purpose: 'order',
    provider: 'wallet',
    status: 'authorised',
    amount,
    refunded: zero(amount.currency),
    reference,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + holdSeconds * 1000),
  };
}

/** Stands for a payment that was voided before it came, so that it is refused when it does. */
export const tombstone = (id: string, reason: string, currency: string, now: Date): Payment => ({
  id,
  purpose: 'order',
  provider: 'wallet',
  status: 'voided',
  amount: zero(currency),
  refunded: zero(currency),
  reference: '',
  createdAt: now,
  updatedAt: now,
  reason,
});

/**
 * Where an authorization asked for again differs from the one that stands; undefined when it is the same.
 * `holdSeconds` is not compared: a caller that resumes may have another setting.
 */
export function firstAuthorizationMismatch(
  stored: Payment,
  given: Pick<Authorization, 'userId' | 'amount' | 'reference'>,
): string | undefined {
  if (stored.purpose !== 'order') return 'paymentId';
  if (stored.userId !== given.userId) return 'userId';
  if (stored.amount.amount !== given.amount.amount) return 'amount.amount';
  if (stored.amount.currency !== given.amount.currency) return 'amount.currency';
  if (stored.reference !== given.reference) return 'reference';
  return undefined;
}
