import { type NewWebhook } from '../webhooks/webhook-sender.ts';
import type { RazorpayEvent } from './razorpay-event.ts';
import { razorpayId } from './razorpay-entities.ts';
import { webhookSignature } from './razorpay-signatures.ts';

/** How far a wrong_amount fault is off. */
const WRONG_BY_PAISE = 100;

/** The body Razorpay posts for an event: https://razorpay.com/docs/webhooks/payloads/payments */
export function toWebhook({ event, orderId, entities }: RazorpayEvent, accountId: string): NewWebhook {
  const payload = Object.fromEntries(
    Object.entries(entities).map(([name, entity]) => [name, { entity }] as const),
  );
  const body = {
    entity: 'event',
    account_id: accountId,
    event,
    contains: Object.keys(payload),
    payload,
    created_at: Math.floor(Date.now() / 1000),
  };
  return { id: razorpayId(), event, lane: orderId, body: JSON.stringify(body) };
}

export function webhookHeaders(
  webhook: NewWebhook,
  sentBody: string,
  webhookSecret: string,
  forged: boolean,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Razorpay-Webhook/v1',
    'x-razorpay-event-id': webhook.id,
    'x-razorpay-signature': webhookSignature(sentBody, webhookSecret, forged),
  };
}

/** The same JSON with every `amount` in it too high: properly signed, and wrong. */
export function withWrongAmount<T>(value: T): T {
  const json = JSON.stringify(value, (key, inner: unknown) =>
    key === 'amount' && typeof inner === 'number' ? inner + WRONG_BY_PAISE : inner,
  );
  return JSON.parse(json) as T;
}
