import * as fields from '@chowk/contracts/fields';
import {
  bindRoutes,
  defineRoute,
  ok,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type CursorPosition,
  type Route,
} from '@chowk/runtime/http';
import { z } from 'zod';
import type { GetOwnPayment } from '../use-cases/get-own-payment.ts';
import type { ListOwnPayments } from '../use-cases/list-own-payments.ts';
import { paymentSchema, paymentView } from './payment.view.ts';

/** A user's own payments. */
export const paymentsContract = {
  listPayments: defineRoute({
    method: 'get',
    path: '/api/v1/payments',
    auth: 'user',
    summary: "List one's own payments, newest first",
    query: pageQuery(),
    reply: replies.list(paymentSchema, { key: { createdAt: -1, _id: -1 } }),
  }),
  getPayment: defineRoute({
    method: 'get',
    path: '/api/v1/payments/:id',
    auth: 'user',
    summary: "Get one of one's own payments",
    params: z.strictObject({ id: fields.anyId }),
    reply: replies.data(z.object({ payment: paymentSchema })),
    errors: ['PAYMENT_NOT_FOUND'],
  }),
};

const positionOf = ([createdAt, id]: CursorPosition) => ({ createdAt: new Date(createdAt), id });

export const paymentsRoutes = (deps: {
  getOwnPayment: GetOwnPayment;
  listOwnPayments: ListOwnPayments;
  cursors: CursorCodec;
}): Route[] =>
  bindRoutes(paymentsContract, {
    listPayments: async ({ user: { userId }, query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) =>
            deps.listOwnPayments({ userId, after: position && positionOf(position), limit }),
          keyOf: ({ createdAt, id }) => [createdAt.getTime(), id],
          view: paymentView,
        }),
      ),
    getPayment: async ({ user, params }) =>
      ok({ payment: paymentView(await deps.getOwnPayment(user.userId, params.id)) }),
  });
