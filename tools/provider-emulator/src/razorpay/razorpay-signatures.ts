import { createHmac } from 'node:crypto';

const hmacSha256Hex = (text: string, secret: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

// Made with another secret, so it has the right form and never verifies.
const signingSecret = (secret: string, forged: boolean): string => (forged ? `not ${secret}` : secret);

/**
 * The signature the checkout hands to the client, made with the API key secret.
 * https://razorpay.com/docs/payments/server-integration/nodejs/integration-steps (verify payment signature)
 */
export function checkoutSignature(
  orderId: string,
  paymentId: string,
  keySecret: string,
  forged: boolean,
): string {
  return hmacSha256Hex(`${orderId}|${paymentId}`, signingSecret(keySecret, forged));
}

/**
 * `X-Razorpay-Signature` over the raw body, made with the webhook secret, which is not the API key secret.
 * https://razorpay.com/docs/webhooks/validate-test
 */
export function webhookSignature(rawBody: string, webhookSecret: string, forged: boolean): string {
  return hmacSha256Hex(rawBody, signingSecret(webhookSecret, forged));
}
