import type { Money } from '@chowk/money';
import type { ProviderName } from './provider-name.ts';

/** Why a provider takes money back: it gave a refund, or the customer's bank disputed the payment. */
export const REVERSAL_KINDS = ['refund', 'dispute'] as const;

/**
 * How far it is, in the only order that these can come: `open` moves no money yet; `taken` has moved it;
 * `returned` has moved it back, or it never moved. What arrives late says less than what is known, and counts
 * for nothing.
 */
export const REVERSAL_STATES = ['open', 'taken', 'returned'] as const;
export type ReversalState = (typeof REVERSAL_STATES)[number];

/** What a provider says about money that it takes back. */
export interface ProviderReversal {
  /** The provider's id of the refund or dispute. */
  id: string;
  kind: (typeof REVERSAL_KINDS)[number];
  /** The provider's id of the payment. */
  providerPaymentId: string;
  amount: Money;
  state: ReversalState;
}

/** A reversal as it is stored, unique by the provider's id. */
export interface Reversal extends Omit<ProviderReversal, 'id'> {
  /** `<provider>:<the provider's id>` */
  id: string;
  provider: ProviderName;
  /** Our payment. */
  paymentId: string;
  /** Whose money it was when it was taken: the user's, or nobody's. */
  from?: 'user' | 'suspense';
  createdAt: Date;
  updatedAt: Date;
}

/** What a change of state does to the money; undefined when it does nothing. */
export type ReversalEffect = 'take' | 'give-back' | undefined;

const rank = (state: ReversalState | undefined): number =>
  state === undefined ? -1 : REVERSAL_STATES.indexOf(state);

/** Whether a provider tells something new. */
export const isNews = (known: ReversalState | undefined, told: ReversalState): boolean =>
  rank(told) > rank(known);

/** @param known undefined for one that nobody has told of yet */
export function effectOf(known: ReversalState | undefined, told: ReversalState): ReversalEffect {
  if (!isNews(known, told)) return undefined;
  if (told === 'taken') return 'take';
  return told === 'returned' && known === 'taken' ? 'give-back' : undefined;
}
