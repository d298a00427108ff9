import { zero, type Money } from '@chowk/money';
import type { Payment, PaymentPurpose } from './payment.ts';
import type { ProviderName } from './provider-name.ts';
import type { ProviderReversal } from './provider-reversal.ts';

/** What a provider says about one attempt of a customer to pay. */
export interface ProviderPayment {
  id: string;
  orderId: string;
  /** `started`: nothing to act on yet. */
  status: 'started' | 'authorised' | 'captured' | 'failed';
  amount: Money;
  /** What the provider has already given back to the customer, in minor units. */
  refunded: number;
  /** Id of our payment that the provider's order was made for, if it tells. */
  receipt?: string;
  /** Why it failed. */
  reason?: string;
}

/** A webhook whose signature is right. */
export interface ProviderEvent {
  /** The provider's id of the event, the same however often it is sent. */
  id: string;
  type: string;
  /** Missing on events that do not concern payments. */
  payment?: ProviderPayment;
  /** Of events about refunds and disputes. */
  reversal?: ProviderReversal;
}

/** A payment of a user through a provider. */
export interface ExternalPayment extends Payment {
  userId: string;
  provider: ProviderName;
}

/** A payment that a user begins through a provider. */
export interface NewProviderPayment {
  id: string;
  userId: string;
  purpose: Exclude<PaymentPurpose, 'order'>;
  provider: ProviderName;
  amount: Money;
  reference: string;
}

/** A payment through a provider that nobody has paid yet. */
export const newProviderPayment = (given: NewProviderPayment, now: Date): Payment => ({
  ...given,
  status: 'created',
  refunded: zero(given.amount.currency),
  createdAt: now,
  updatedAt: now,
});

/** Why a captured payment must not count as paid, in words; undefined when it is what was asked for. */
export function mismatch(
  asked: Money,
  paid: Pick<ProviderPayment, 'amount' | 'refunded'>,
): string | undefined {
  if (paid.amount.currency !== asked.currency) {
    return `asked for ${asked.currency}, paid in ${paid.amount.currency}`;
  }
  if (paid.amount.amount !== asked.amount) return `asked for ${asked.amount}, paid ${paid.amount.amount}`;
  if (paid.refunded > 0) return `the provider has already returned ${paid.refunded}`;
  return undefined;
}

/** Of several attempts those that count: every captured one, else one that is under way, else one that failed. */
export function relevantAttempts(attempts: readonly ProviderPayment[]): ProviderPayment[] {
  const captured = attempts.filter(({ status }) => status === 'captured');
  if (captured.length > 0) return captured;
  const other =
    attempts.find(({ status }) => status === 'authorised') ??
    attempts.find(({ status }) => status === 'failed');
  return other ? [other] : [];
}
