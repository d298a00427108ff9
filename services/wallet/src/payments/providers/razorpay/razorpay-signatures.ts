import { timingSafeEqual } from 'node:crypto';
import type { Keyring } from '@chowk/keyring';
import type { CheckoutCallback } from '../provider.ts';

/**
 * Checks Razorpay's signatures, HMAC-SHA-256 in hex. They do not say which version of a secret made them, so
 * all are tried: what was signed before a rotation may arrive after it.
 */
export function createSignatureChecks(secrets: { keySecrets: Keyring; webhookSecrets: Keyring }) {
  const isCheckout = signatureCheck(secrets.keySecrets);
  return {
    /** https://razorpay.com/docs/payments/server-integration/nodejs/payment-gateway/build-integration/, step 1.5 */
    isCheckoutSignature: ({ orderId, paymentId, signature }: CheckoutCallback): boolean =>
      isCheckout(`${orderId}|${paymentId}`, signature),
    /** https://razorpay.com/docs/webhooks/validate-test: over the raw body, with the webhook's own secret. */
    isWebhookSignature: signatureCheck(secrets.webhookSecrets),
  };
}

/** Compares in a time that does not depend on where the two differ. */
function signatureCheck(secrets: Keyring): (signed: Buffer | string, signature: string) => boolean {
  const signer = secrets.rawSigner();
  return (signed, signature) => {
    const given = Buffer.from(signature, 'hex');
    return secrets.versions.some((version) => {
      const expected = signer.mac(signed, version)!;
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  };
}
