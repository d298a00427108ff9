import { zero, type Money } from '@chowk/money';

/**
 * A payment of a user. From the wallet, for an order: `authorised`, then `captured` or `voided`. Through a
 * provider, to top the wallet up: `created`, `pending` once the provider has the customer's consent, then
 * `captured`, `failed`, or `parked` when what the provider tells does not fit what was asked for.
 */
export interface Payment {
  id: string;
  /** Missing on a payment that was voided before it came. */
  userId?: string;
  purpose: 'order' | 'topup';
  provider: 'wallet' | 'razorpay';
  status: PaymentStatus;
  amount: Money;
  /** What has gone back to the user. */
  refunded: Money;
  /** What is paid for: an order id; the top-up's own id. */
  reference: string;
  createdAt: Date;
  updatedAt: Date;
  /** Wallet: when the hold frees itself. */
  expiresAt?: Date;
  /** The provider's ids. */
  providerOrderId?: string;
  providerPaymentId?: string;
  /** Why it failed, was voided or was parked, in words for support. */
  reason?: string;
}

export type PaymentStatus =
  'created' | 'pending' | 'authorised' | 'captured' | 'failed' | 'voided' | 'parked';

/**
 * What may follow what. `captured`, `voided` and `parked` end; a failed top-up may still be captured, because
 * the customer can try again with the same order of the provider.
 */
const TRANSITIONS: Record<PaymentStatus, readonly PaymentStatus[]> = {
  created: ['pending', 'captured', 'failed', 'parked'],
  pending: ['captured', 'failed', 'parked'],
  failed: ['captured', 'parked'],
  authorised: ['captured', 'voided'],
  captured: [],
  voided: [],
  parked: [],
};

/** The states that a payment can be in when it moves to `to`: the predicate of that move. */
export const statesBefore = (to: PaymentStatus): PaymentStatus[] =>
  (Object.keys(TRANSITIONS) as PaymentStatus[]).filter((from) => TRANSITIONS[from].includes(to));

export const isFinal = (status: PaymentStatus): boolean => TRANSITIONS[status].length === 0;

/** States of a top-up in which the provider may still have news. */
export const OPEN_TOPUP_STATES: readonly PaymentStatus[] = statesBefore('parked');

/** A wallet payment whose hold has just been placed. */
export function authorisedPayment(
  given: { id: string; userId: string; amount: Money; reference: string; holdSeconds: number },
  now: Date,
): Payment & { userId: string; expiresAt: Date } {
  const { id, userId, amount, reference, holdSeconds } = given;
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
 * The payment as it counts at a moment: a hold that has timed out is void whether or not somebody has come by
 * to give the money back.
 */
export const asOf = (payment: Payment, now: Date): Payment =>
  payment.status === 'authorised' && payment.expiresAt && payment.expiresAt <= now
    ? { ...payment, status: 'voided', reason: 'timed out' }
    : payment;

/** A top-up that nobody has paid yet. */
export const newTopup = (
  given: { id: string; userId: string; amount: Money; provider: 'razorpay' },
  now: Date,
): Payment & { userId: string } => ({
  ...given,
  purpose: 'topup',
  status: 'created',
  refunded: zero(given.amount.currency),
  reference: given.id,
  createdAt: now,
  updatedAt: now,
});

/** Where an authorisation asked for again differs from the one that stands; undefined when it is the same. */
export function differingAuthorisation(
  stored: Payment,
  given: { userId: string; amount: Money; reference: string },
): string | undefined {
  if (stored.purpose !== 'order') return 'paymentId';
  if (stored.userId !== given.userId) return 'userId';
  if (stored.amount.amount !== given.amount.amount) return 'amount.amount';
  if (stored.amount.currency !== given.amount.currency) return 'amount.currency';
  if (stored.reference !== given.reference) return 'reference';
  return undefined;
}
