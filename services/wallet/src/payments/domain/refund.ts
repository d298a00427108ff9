import type { Money } from '@chowk/money';

/** Money of a captured payment that went back to the user. */
export interface Refund {
  id: string;
  paymentId: string;
  amount: Money;
  reason: string;
  createdAt: Date;
}

/** A refund as it is asked for. */
export type NewRefund = Omit<Refund, 'createdAt'>;

/** Where a refund asked for again differs from the one that stands. The reason is words and does not count. */
export function firstRefundMismatch(
  stored: Refund,
  given: Pick<NewRefund, 'paymentId' | 'amount'>,
): string | undefined {
  if (stored.paymentId !== given.paymentId) return 'paymentId';
  if (stored.amount.amount !== given.amount.amount) return 'amount.amount';
  if (stored.amount.currency !== given.amount.currency) return 'amount.currency';
  return undefined;
}
