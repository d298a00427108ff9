import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import { positiveMoneySchema } from '@chowk/money';
import { created, ok, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { Payment } from '../payments/domain/payment.ts';
import { paymentView } from '../payments/payments.routes.ts';
import type { confirmTopup } from './use-cases/confirm-topup.ts';
import type { receiveProviderEvent } from './use-cases/process-provider-events.ts';
import type { startTopup } from './use-cases/start-topup.ts';

const topupView = ({ id, status, amount }: Payment) => ({ id, status, amount });

/** Money into the wallet through a provider. */
export const topupRoutes = (deps: {
  startTopup: ReturnType<typeof startTopup>;
  confirmTopup: ReturnType<typeof confirmTopup>;
  receiveProviderEvent: ReturnType<typeof receiveProviderEvent>;
  idempotency: IdempotencyStore;
  providerKey: string;
}): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/wallet/topup',
    auth: 'user',
    summary: 'Starts a top-up; the answer opens the checkout of the provider.',
    idempotency: 'required',
    body: z.strictObject({ amount: positiveMoneySchema, provider: z.enum(['razorpay']) }),
    handle: ({ user, body, idempotency }) =>
      deps.idempotency.resumable(idempotency, 'top', async (id) => {
        const topup = await deps.startTopup({ id, userId: user.userId, amount: body.amount });
        return created({
          topup: topupView(topup),
          orderId: topup.providerOrderId,
          ...topup.amount,
          key: deps.providerKey,
        });
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/payments/razorpay/verify',
    auth: 'user',
    summary: 'Reports what the checkout handed to the client; answers the state of the payment.',
    body: z.strictObject({
      orderId: z.string().min(1).max(64),
      paymentId: z.string().min(1).max(64),
      signature: z.string().min(1).max(256),
    }),
    async handle({ user, body }) {
      const topup = await deps.confirmTopup({ userId: user.userId, ...body });
      return ok({ payment: paymentView(topup), topup: topupView(topup) });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/payments/webhooks/razorpay',
    auth: 'public',
    summary: 'Takes the events of Razorpay, signed over the raw body.',
    rawBody: true,
    async handle({ rawBody, headers }) {
      // Without a body the parser leaves something else than bytes behind.
      if (!Buffer.isBuffer(rawBody)) throw new AppError('INVALID_SIGNATURE');
      await deps.receiveProviderEvent(rawBody, headers);
      return ok({ received: true });
    },
  }),
];
