import * as fields from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import { bindRoutes, created, defineRoute, replies, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { PROVIDER_NAMES } from '../../payments/domain/provider-name.ts';
import type { StartTopup } from '../use-cases/start-topup.ts';
import { topupCheckoutSchema, topupCheckoutView } from './topup.view.ts';

/** Money into the wallet through a provider. */
export const topupsContract = {
  startTopup: defineRoute({
    method: 'post',
    path: '/api/v1/wallet/topup',
    auth: 'user',
    summary: "Start a top-up, and get what opens the provider's checkout",
    idempotency: 'required',
    body: z.strictObject({ amount: fields.positiveMoney, provider: z.enum(PROVIDER_NAMES) }),
    reply: replies.data(topupCheckoutSchema, { status: 201 }),
    errors: ['AMOUNT_OUT_OF_RANGE', 'PAYMENT_PROVIDER_FAILED'],
  }),
};

export const topupsRoutes = (deps: { startTopup: StartTopup; idempotency: IdempotencyStore }): Route[] =>
  bindRoutes(topupsContract, {
    startTopup: ({ user: { userId }, body, idempotency }) =>
      deps.idempotency.resumable(idempotency, 'top', async (id) =>
        created(topupCheckoutView(await deps.startTopup({ id, userId, ...body }))),
      ),
  });
