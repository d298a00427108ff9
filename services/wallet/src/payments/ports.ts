import type { Tx } from '@chowk/messaging';
import type { Money } from '@chowk/money';
import type { LedgerTx } from '../ledger/ledger.ts';
import type { Payment, PaymentStatus } from './domain/payment.ts';
import type { ProviderName } from './domain/provider-name.ts';
import type { ExternalPayment, NewProviderPayment, ProviderEvent } from './domain/provider-payment.ts';
import type { Reversal } from './domain/provider-reversal.ts';
import type { Refund } from './domain/refund.ts';
import type { UnmatchedDecision, UnmatchedMoney, UnmatchedStatus } from './domain/unmatched-money.ts';

export interface PaymentRepository {
  /** Rejects with DuplicateId when the id is taken. */
  insert(payment: Payment, tx?: Tx): Promise<void>;
  find(id: string, tx?: Tx): Promise<Payment | undefined>;
  findMany(ids: readonly string[]): Promise<Payment[]>;
  findByProviderOrder(provider: ProviderName, providerOrderId: string): Promise<Payment | undefined>;
  /** A user's payments, newest first, those after a position. */
  list(query: PaymentQuery): Promise<Payment[]>;
  /**
   * Moves a payment on; undefined when its status does not allow that (any more).
   * @param change.attempt moves it only if it knows no other attempt of the customer at the provider
   * @param change.nextCheckAt of one that ends: when to ask the provider what it took back, if ever
   */
  transition(
    id: string,
    to: PaymentStatus,
    change: {
      now: Date;
      reason?: string | undefined;
      providerPaymentId?: string;
      attempt?: string;
      nextCheckAt?: Date | undefined;
    },
    tx?: Tx,
  ): Promise<Payment | undefined>;
  /**
   * Ends an authorized payment's hold, captured or voided; undefined when it is not authorized any more.
   * `validAt` demands that it has not timed out by then, whether or not somebody has come by to notice;
   * `timedOutBy` that it has.
   */
  endHold(
    id: string,
    to: 'captured' | 'voided',
    change: { now: Date; validAt?: Date; timedOutBy?: Date; reason?: string },
    tx: Tx,
  ): Promise<HeldPayment | undefined>;
  /** Authorized payments by the moment to release their holds, first those that are due. */
  listReleases(limit: number): Promise<Release[]>;
  /** Leaves an authorized payment's hold alone until a moment, because it could not be released. */
  putOffRelease(id: string, tries: number, until: Date): Promise<void>;
  /** Counts a refund against what is captured and not yet refunded; undefined when that is less. */
  addRefund(id: string, amount: Money, now: Date, tx: Tx): Promise<Payment | undefined>;
  /** Counts what its provider took back (minor units), or gave back again (below zero). */
  addReversed(id: string, amount: number, now: Date, tx: Tx): Promise<void>;
  /** Gives a payment its order at the provider; undefined when it has one, or is not of that provider. */
  attachOrder(
    id: string,
    provider: ProviderName,
    providerOrderId: string,
    nextCheckAt: Date,
  ): Promise<Payment | undefined>;
  /** Takes a payment that the provider is to be asked about; nobody else gets it until `leaseUntil`. */
  claimDueCheck(now: Date, leaseUntil: Date): Promise<Payment | undefined>;
  /** When the first payment is due that a provider is to be asked about, claimed ones with the end of their lease. */
  nextCheckDue(): Promise<Date | undefined>;
  /** When to ask next about a payment that was claimed until `leaseUntil`; never again without a moment. */
  scheduleCheck(id: string, leaseUntil: Date, at: Date | undefined): Promise<void>;
}

/** A payment from the wallet that has, or had, a hold. */
export interface HeldPayment extends Payment {
  userId: string;
  expiresAt: Date;
}

export interface Release {
  id: string;
  userId: string;
  /** When the hold has timed out, or is to be tried again. */
  at: Date;
  /** How often its release has failed. */
  tries: number;
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

/** What providers took back. */
export interface ReversalRepository {
  find(id: string, tx?: Tx): Promise<Reversal | undefined>;
  /** Rejects with DuplicateId when the id is taken. */
  insert(reversal: Reversal, tx: Tx): Promise<void>;
  /** False when it is not in state `was` any more. */
  replace(reversal: Reversal, was: Reversal['state'], tx: Tx): Promise<boolean>;
  /** Refunds of a provider's payment that we know of, in minor units: given, and on their way. */
  sumRefunds(provider: ProviderName, providerPaymentId: string): Promise<{ taken: number; open: number }>;
}

/** Money in suspense, and what was decided about it. */
export interface UnmatchedRepository {
  find(id: string, tx?: Tx): Promise<UnmatchedMoney | undefined>;
  /** Of these statuses, oldest first, those after a position. */
  list(query: UnmatchedQuery): Promise<UnmatchedMoney[]>;
  /** How much of it nobody has decided about. */
  countHeld(): Promise<number>;
  /** Rejects with DuplicateId when the id is taken. */
  insert(unmatched: UnmatchedMoney, tx: Tx): Promise<void>;
  /** Moves it on; undefined when its status does not allow that (any more). */
  move(id: string, to: UnmatchedStatus, now: Date, tx?: Tx): Promise<UnmatchedMoney | undefined>;
  /** Changes what is left in suspense; undefined when there is none. */
  addLeft(id: string, by: number, now: Date, tx: Tx): Promise<UnmatchedMoney | undefined>;
  /** Append only. Rejects with DuplicateId when the id is taken. */
  insertDecision(decision: UnmatchedDecision, tx: Tx): Promise<void>;
  /** Of these, oldest first. */
  listDecisions(unmatchedIds: readonly string[]): Promise<UnmatchedDecision[]>;
}

export interface UnmatchedQuery {
  statuses: readonly UnmatchedStatus[];
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
}

export interface ProviderEventRepository {
  /** Stores an event; nothing changes when it is there. */
  add(provider: ProviderName, event: ProviderEvent, receivedAt: Date): Promise<void>;
  /** Takes the event that has waited longest; nobody else gets it until `leaseUntil`. */
  claimNext(now: Date, leaseUntil: Date): Promise<StoredEvent | undefined>;
  /** When the first stored event is due, claimed ones with the end of their lease. */
  nextDue(): Promise<Date | undefined>;
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
  /** The account that bears what the provider takes back of a captured payment. */
  accountOf(payment: ExternalPayment): string;
}
