import type { Tx } from '@chowk/messaging';
import type { Money } from '@chowk/money';
import type { LedgerTx } from '../ledger/ledger.ts';
import type { Payment, PaymentStatus } from './domain/payment.ts';
import type { ProviderName } from './domain/provider-name.ts';
import type { ExternalPayment, NewProviderPayment, ProviderEvent } from './domain/provider-payment.ts';
import type { Refund } from './domain/refund.ts';

export interface PaymentRepository {
  /** Rejects with DuplicateId when the id is taken. */
  insert(payment: Payment, tx?: Tx): Promise<void>;
  find(id: string): Promise<Payment | undefined>;
  findMany(ids: readonly string[]): Promise<Payment[]>;
  findByProviderOrder(provider: ProviderName, providerOrderId: string): Promise<Payment | undefined>;
  /** A user's payments, newest first, those after a position. */
  list(query: PaymentQuery): Promise<Payment[]>;
  /**
   * Moves a payment on; undefined when its status does not allow that (any more).
   * @param change.attempt moves it only if it knows no other attempt of the customer at the provider
   */
  transition(
    id: string,
    to: PaymentStatus,
    change: { now: Date; reason?: string | undefined; providerPaymentId?: string; attempt?: string },
    tx?: Tx,
  ): Promise<Payment | undefined>;
  /** Counts a refund against what is captured and not yet refunded; undefined when that is less. */
  addRefund(id: string, amount: Money, now: Date, tx: Tx): Promise<Payment | undefined>;
  /** Gives a payment its order at the provider; undefined when it has one, or is not of that provider. */
  attachOrder(
    id: string,
    provider: ProviderName,
    providerOrderId: string,
    nextCheckAt: Date,
  ): Promise<Payment | undefined>;
  /** Takes a payment that the provider is to be asked about; nobody else gets it until `leaseUntil`. */
  claimDueCheck(now: Date, leaseUntil: Date): Promise<Payment | undefined>;
  /** When to ask about a payment next; never again without a moment. */
  scheduleCheck(id: string, at: Date | undefined): Promise<void>;
}

export interface PaymentQuery {
  userId: string;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
}

export interface RefundRepository {
  /** Rejects with DuplicateId when the id is taken. */
  insert(refund: Refund, tx: Tx): Promise<void>;
  find(id: string): Promise<Refund | undefined>;
}

export interface ProviderEventRepository {
  /** Stores an event; nothing changes when it is there. */
  add(provider: ProviderName, event: ProviderEvent, receivedAt: Date): Promise<void>;
  /** Takes the event that has waited longest; nobody else gets it until `leaseUntil`. */
  claimNext(now: Date, leaseUntil: Date): Promise<StoredEvent | undefined>;
  finish(id: string, outcome: 'processed' | 'ignored'): Promise<void>;
  retryAt(id: string, at: Date): Promise<void>;
}

export interface StoredEvent extends ProviderEvent {
  provider: ProviderName;
  /** How often its processing was begun. */
  tries: number;
}

/** What a payment through a provider is for; compose hands one in for each purpose. */
export interface PurposeHandler {
  readonly purpose: NewProviderPayment['purpose'];
  /**
   * What becomes true with the capture, in the transaction that marks the payment as captured: database work
   * only, and it may run again.
   */
  onCaptured(payment: ExternalPayment, tx: LedgerTx): Promise<void>;
}
