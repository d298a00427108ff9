import type { Tx } from '@chowk/messaging';
import type { Money } from '@chowk/money';
import type { Payment, PaymentStatus } from './domain/payment.ts';
import type { Refund } from './domain/refund.ts';

export interface PaymentStore {
  /** Rejects with a duplicate key when the id is taken. */
  insert(payment: Payment, tx?: Tx): Promise<void>;
  find(id: string): Promise<Payment | undefined>;
  findMany(ids: readonly string[]): Promise<Payment[]>;
  findByProviderOrder(provider: Payment['provider'], providerOrderId: string): Promise<Payment | undefined>;
  /** A user's payments, newest first, those after a position. */
  pageOfUser(query: {
    userId: string;
    after?: { createdAt: Date; id: string } | undefined;
    limit: number;
  }): Promise<Payment[]>;
  /**
   * Moves a payment on; undefined when its state does not allow that (any more).
   * @param change.attempt moves it only if it knows no other attempt of the customer at the provider
   */
  move(
    id: string,
    to: PaymentStatus,
    change: { now: Date; reason?: string | undefined; providerPaymentId?: string; attempt?: string },
    tx?: Tx,
  ): Promise<Payment | undefined>;
  /** Counts a refund against what is captured and not yet refunded; undefined when that is less. */
  addRefund(id: string, amount: Money, now: Date, tx: Tx): Promise<Payment | undefined>;
}

export interface RefundStore {
  /** Rejects with a duplicate key when the id is taken. */
  insert(refund: Refund, tx: Tx): Promise<void>;
  find(id: string): Promise<Refund | undefined>;
}
