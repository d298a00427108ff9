import type { Money } from '@chowk/money';
import type { ProviderName } from '../domain/provider-name.ts';
import type { ProviderEvent, ProviderPayment } from '../domain/provider-payment.ts';

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
  /** Whether the provider's checkout signed this; takes the same time for any wrong signature. */
  isCallbackGenuine(callback: CheckoutCallback): boolean;
  /**
   * Checks and reads a webhook.
   * @param body the bytes as they came: the signature is over them, not over what they mean
   * @throws AppError INVALID_SIGNATURE, BAD_REQUEST when what is signed cannot be read
   */
  readWebhook(body: Buffer, headers: Readonly<Record<string, string | undefined>>): ProviderEvent;
}

/** What the provider's checkout hands to the client; the ids are the provider's. */
export interface CheckoutCallback {
  orderId: string;
  paymentId: string;
  signature: string;
}
