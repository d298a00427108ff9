import { headerText, token } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { ProviderName } from '../domain/provider-name.ts';
import type { ConfirmProviderPayment } from '../use-cases/confirm-provider-payment.ts';
import type { ReceiveProviderEvent } from '../use-cases/receive-provider-event.ts';
import { paymentSchema, paymentView } from './payment.view.ts';

const PROVIDER: ProviderName = 'razorpay';

const providerId = token(64);

/** What Razorpay's checkout and Razorpay itself report, in their own form. */
export const razorpayContract = {
  verifyRazorpayPayment: defineRoute({
    method: 'post',
    path: '/api/v1/payments/razorpay/verify',
    auth: 'user',
    summary: "Report what Razorpay's checkout handed to the client, and get the state of the payment",
    body: z.strictObject({
      orderId: providerId.meta({ description: 'razorpay_order_id' }),
      paymentId: providerId.meta({ description: 'razorpay_payment_id' }),
      signature: token(256).meta({ description: 'razorpay_signature' }),
    }),
    reply: replies.data(
      z.object({
        payment: paymentSchema,
        topup: paymentSchema
          .pick({ id: true, status: true, amount: true })
          .meta({ description: 'The top-up that was paid.' }),
      }),
    ),
    errors: ['INVALID_SIGNATURE', 'PAYMENT_NOT_FOUND', 'PAYMENT_PROVIDER_FAILED'],
  }),
  receiveRazorpayWebhook: defineRoute({
    method: 'post',
    path: '/api/v1/payments/webhooks/razorpay',
    auth: 'public',
    rateClass: 'webhook',
    summary: 'Take an event of Razorpay, signed over the raw body',
    headers: z.object({
      'x-razorpay-signature': headerText(500)
        .optional()
        .meta({ description: 'HMAC-SHA256 of the body with the secret of the webhook, in hex.' }),
      'x-razorpay-event-id': token(200, { min: 0 })
        .optional()
        .meta({ description: "Razorpay's id of the event, the same however often it is sent." }),
    }),
    rawBody: { contentTypes: ['application/json'] },
    reply: replies.data(z.object({ received: z.literal(true) })),
    errors: ['INVALID_SIGNATURE'],
  }),
};

export const razorpayRoutes = (deps: {
  confirmProviderPayment: ConfirmProviderPayment;
  receiveProviderEvent: ReceiveProviderEvent;
}): Route[] =>
  bindRoutes(razorpayContract, {
    async verifyRazorpayPayment({ user, body }) {
      const payment = paymentView(await deps.confirmProviderPayment(PROVIDER, user.userId, body));
      const { id, status, amount } = payment;
      return ok({ payment, topup: { id, status, amount } });
    },
    async receiveRazorpayWebhook({ rawBody, headers }) {
      await deps.receiveProviderEvent(PROVIDER, rawBody, headers);
      return ok({ received: true as const });
    },
  });
