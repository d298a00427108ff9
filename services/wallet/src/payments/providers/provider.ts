import type { Money } from '@chowk/money';
import type { ProviderName } from '../domain/provider-name.ts';
import type { ProviderEvent, ProviderPayment } from '../domain/provider-payment.ts';
import type { ProviderReversal } from '../domain/provider-reversal.ts';

/** One who takes money from customers for us. Calls reject with AppError PAYMENT_PROVIDER_FAILED. */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** The key that clients open the provider's checkout with. */
  readonly publicKey: string;
  /**
   * Makes an order with amount and currency fixed; returns its id. When it rejects, the order may exist all the
   * same; nobody can pay it, because nobody was told its id.
   * @param order.paymentId our payment; the provider hands it back as the receipt
   */
  createOrder(order: { paymentId: string; amount: Money }): Promise<string>;
  fetchPayment(providerPaymentId: string): Promise<ProviderPayment>;
  fetchPaymentsOfOrder(providerOrderId: string): Promise<ProviderPayment[]>;
  /** All refunds of a payment. */
  fetchRefunds(providerPaymentId: string): Promise<ProviderReversal[]>;
  /** Disputes of all payments, newest first; the next page comes after `skip` of them. */
  fetchDisputes(page: { count: number; skip: number }): Promise<ProviderDispute[]>;
  /**
   * Gives captured money back to the customer. When it rejects, the refund may have been made all the same:
   * asked again with the same id and amount, the provider answers with that one.
   * @param refund.refundId 10 characters or more of letters, digits, `-` and `_`
   */
  refund(refund: { refundId: string; providerPaymentId: string; amount: Money }): Promise<ProviderReversal>;
  /** Whether the provider's checkout signed this; takes the same time for any wrong signature. */
  isCallbackGenuine(callback: CheckoutCallback): boolean;
  /**
   * Checks and reads a webhook.
   * @param body the bytes as they came: the signature is over them, not over what they mean
   * @throws AppError INVALID_SIGNATURE, BAD_REQUEST when what is signed cannot be read
   */
  readWebhook(body: Buffer, headers: Readonly<Record<string, string | undefined>>): ProviderEvent;
}

export interface ProviderDispute extends ProviderReversal {
  openedAt: Date;
}

/** What the provider's checkout hands to the client; the ids are the provider's. */
export interface CheckoutCallback {
  orderId: string;
  paymentId: string;
  signature: string;
}
