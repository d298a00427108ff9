import type { Money } from '@chowk/money';
import type { Payment } from '../payments/domain/payment.ts';

/** What a provider says about one attempt of a customer to pay. */
export interface ProviderPayment {
  id: string;
  orderId: string;
  /** `started`: nothing to act on yet. */
  status: 'started' | 'authorised' | 'captured' | 'failed';
  amount: Money;
  /** What the provider has already given back to the customer, in minor units. */
  refunded: number;
  /** The top-up that the provider's order was made for, if it tells. */
  topupId?: string;
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
}

/** One who takes money from customers for us. Calls reject with AppError PAYMENT_PROVIDER_FAILED. */
export interface PaymentProvider {
  readonly name: 'razorpay';
  /** The key that clients open the provider's checkout with. */
  readonly publicKey: string;
  /**
   * Makes an order with amount and currency fixed; returns its id. When it rejects, the order may exist all the
   * same; nobody can pay it, because nobody was told its id.
   */
  createOrder(order: { topupId: string; amount: Money }): Promise<string>;
  payment(paymentId: string): Promise<ProviderPayment>;
  paymentsOfOrder(orderId: string): Promise<ProviderPayment[]>;
  /** Whether the provider's checkout signed this; takes the same time for any wrong signature. */
  isCallbackGenuine(callback: { orderId: string; paymentId: string; signature: string }): boolean;
  /**
   * Checks and reads a webhook.
   * @param body the bytes as they came: the signature is over them, not over what they mean
   * @throws AppError INVALID_SIGNATURE, BAD_REQUEST when what is signed cannot be read
   */
  readWebhook(body: Buffer, headers: Record<string, string | undefined>): ProviderEvent;
}

export interface TopupStore {
  /** Gives a top-up its order at the provider; undefined when it has one. */
  attachOrder(id: string, providerOrderId: string, nextCheckAt: Date): Promise<Payment | undefined>;
  /** Takes an open top-up that is due to be asked about; nobody else gets it until `leaseUntil`. */
  claimDue(now: Date, leaseUntil: Date): Promise<Payment | undefined>;
  /** When to ask about a top-up next; never again without a moment. */
  scheduleCheck(id: string, at: Date | undefined): Promise<void>;
}

export interface StoredEvent extends ProviderEvent {
  /** How often its processing was begun. */
  tries: number;
}

export interface ProviderEventStore {
  /** Stores an event; nothing changes when it is there. */
  add(provider: string, event: ProviderEvent, receivedAt: Date): Promise<void>;
  /** Takes the event that has waited longest; nobody else gets it until `leaseUntil`. */
  claimNext(now: Date, leaseUntil: Date): Promise<StoredEvent | undefined>;
  finish(id: string, outcome: 'processed' | 'ignored'): Promise<void>;
  retryAt(id: string, at: Date): Promise<void>;
}
