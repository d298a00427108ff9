import type { Money } from '@chowk/money';
import type { ProviderName } from './provider-name.ts';

/** What a payment is for. */
export const PAYMENT_PURPOSES = ['order', 'topup'] as const;
export type PaymentPurpose = (typeof PAYMENT_PURPOSES)[number];

export const PAYMENT_STATUSES = [
  'created',
  'pending',
  'authorised',
  'captured',
  'failed',
  'voided',
  'parked',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/**
 * A payment of a user. From the wallet, for an order: `authorised`, then `captured` or `voided`. Through a
 * provider, to top the wallet up: `created`, `pending` once the provider has the customer's consent, then
 * `captured`, `failed`, or `parked`: what the provider says does not fit what was asked for, and needs review.
 */
export interface Payment {
  id: string;
  /** Missing on a payment that was voided before it came. */
  userId?: string;
  purpose: PaymentPurpose;
  provider: 'wallet' | ProviderName;
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
  /** Why it failed, was voided or needs review, in words for support. */
  reason?: string;
}

/**
 * What may follow what. `captured`, `voided` and `parked` end; a failed payment through a provider may still be
 * captured, because the customer can try again with the same order of the provider.
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

/** The statuses that a payment can be in when it moves to `to`: the predicate of that transition. */
export const statusesBefore = (to: PaymentStatus): PaymentStatus[] =>
  PAYMENT_STATUSES.filter((from) => TRANSITIONS[from].includes(to));

export const isFinal = (status: PaymentStatus): boolean => TRANSITIONS[status].length === 0;

/** Statuses of a payment through a provider in which the provider may still tell something new. */
export const OPEN_AT_PROVIDER: readonly PaymentStatus[] = statusesBefore('parked');

/**
 * The payment as it counts at a moment: a hold that has timed out is void whether or not somebody has come by
 * to give the money back.
 */
export const asOf = (payment: Payment, now: Date): Payment =>
  payment.status === 'authorised' && payment.expiresAt && payment.expiresAt <= now
    ? { ...payment, status: 'voided', reason: 'timed out' }
    : payment;
