import { ok, page, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { Payment } from './domain/payment.ts';
import type { getOwnPayment, listOwnPayments } from './use-cases/get-payments.ts';

/** A payment as its user sees it: the provider's internals and the words for support stay inside. */
export const paymentView = (payment: Payment): object => ({
  id: payment.id,
  purpose: payment.purpose,
  provider: payment.provider,
  status: payment.status,
  amount: payment.amount,
  refunded: payment.refunded,
  reference: payment.reference,
  ...(payment.providerOrderId !== undefined && { orderId: payment.providerOrderId }),
  createdAt: payment.createdAt,
  updatedAt: payment.updatedAt,
});

/** A user's own payments. */
export const paymentRoutes = (deps: {
  getOwnPayment: ReturnType<typeof getOwnPayment>;
  listOwnPayments: ReturnType<typeof listOwnPayments>;
  cursors: CursorCodec;
}): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/payments',
    auth: 'user',
    summary: 'Own payments, newest first.',
    query: pageQuery(),
    async handle({ user, query: { limit, cursor } }) {
      const [createdAt, id] = cursor === undefined ? [] : deps.cursors.decode(cursor);
      const after = id === undefined ? undefined : { createdAt: new Date(createdAt ?? 0), id };
      const { items, next } = await deps.listOwnPayments({ userId: user.userId, after, limit });
      return page(
        items.map(paymentView),
        next ? deps.cursors.encode([next.createdAt.getTime(), next.id]) : null,
      );
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/payments/:id',
    auth: 'user',
    summary: 'One of the own payments.',
    params: z.strictObject({ id: z.string().max(64) }),
    handle: async ({ user, params }) =>
      ok({ payment: paymentView(await deps.getOwnPayment(user.userId, params.id)) }),
  }),
];
