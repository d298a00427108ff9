import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CheckoutCallback } from '../provider.ts';

/** Compares in a time that does not depend on where the two differ. */
function matches(signature: string, secret: string, signed: Buffer | string): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** https://razorpay.com/docs/payments/server-integration/nodejs/payment-gateway/build-integration/, step 1.5 */
export const isCheckoutSignature = (
  keySecret: string,
  { orderId, paymentId, signature }: CheckoutCallback,
): boolean => matches(signature, keySecret, `${orderId}|${paymentId}`);

/** https://razorpay.com/docs/webhooks/validate-test: over the raw body, with the webhook's own secret. */
export const isWebhookSignature = (webhookSecret: string, body: Buffer, signature: string): boolean =>
  matches(signature, webhookSecret, body);
