import type { Money } from '@chowk/money';
import type { Payment } from './payment.ts';
import type { ProviderName } from './provider-name.ts';
import type { ProviderPayment } from './provider-payment.ts';

/**
 * `held`: in suspense. `refunding`: the provider was asked to give it back, or is about to be. `returned`: all
 * of it went back to the customer, whoever gave it. `credited`: an admin gave it to the user.
 */
export const UNMATCHED_STATUSES = ['held', 'refunding', 'returned', 'credited'] as const;
export type UnmatchedStatus = (typeof UNMATCHED_STATUSES)[number];

/** Money that a provider captured for a payment of ours, and that does not count for it. */
export interface UnmatchedMoney {
  /** `<provider>:<the provider's payment>` */
  id: string;
  provider: ProviderName;
  providerPaymentId: string;
  /** The payment that it was meant for. */
  paymentId: string;
  userId: string;
  /** Why it does not count, in words for staff. */
  reason: string;
  amount: Money;
  /** What of it is still in suspense, in minor units. */
  left: number;
  status: UnmatchedStatus;
  createdAt: Date;
  updatedAt: Date;
}

/**
 * What may follow what. Money that went back may come again: a dispute that was lost is won on appeal, and
 * people decide anew. What an admin has credited is the user's, and later reversals are on the user's account.
 */
const TRANSITIONS: Record<UnmatchedStatus, readonly UnmatchedStatus[]> = {
  held: ['refunding', 'returned', 'credited'],
  refunding: ['returned'],
  returned: ['held'],
  credited: ['held'],
};

/** The statuses that money can be in when it moves to `to`: the predicate of that transition. */
export const unmatchedBefore = (to: UnmatchedStatus): UnmatchedStatus[] =>
  UNMATCHED_STATUSES.filter((from) => TRANSITIONS[from].includes(to));

export const unmatchedId = (provider: ProviderName, providerPaymentId: string): string =>
  `${provider}:${providerPaymentId}`;

/** Captured money that cannot count for a payment, all of it still in suspense. */
export const newUnmatchedMoney = (
  provider: ProviderName,
  payment: Payment & { userId: string },
  attempt: ProviderPayment,
  reason: string,
  now: Date,
): UnmatchedMoney => ({
  id: unmatchedId(provider, attempt.id),
  provider,
  providerPaymentId: attempt.id,
  paymentId: payment.id,
  userId: payment.userId,
  reason,
  amount: attempt.amount,
  left: attempt.amount.amount,
  status: 'held',
  createdAt: now,
  updatedAt: now,
});

/**
 * The id of the refund at the provider, the same at each try for the same amount: asked again, the provider
 * answers with the refund that it made.
 */
export const refundKeyOf = ({ providerPaymentId, left }: UnmatchedMoney): string =>
  `unm_${providerPaymentId}_${left}`;

/** What an admin decided about unmatched money. Never changed, never removed. */
export interface UnmatchedDecision {
  id: string;
  unmatchedId: string;
  action: 'refund' | 'credit';
  by: string;
  note: string;
  at: Date;
}

/** Unmatched money with what was decided about it, oldest first. */
export interface DecidedMoney {
  money: UnmatchedMoney;
  decisions: readonly UnmatchedDecision[];
}
