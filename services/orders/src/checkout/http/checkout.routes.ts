import { anyId, contactPhone, humanText, oneLine, pincode } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import { bindRoutes, created, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { PAYMENT_METHODS } from '../../orders/domain/order.ts';
import { orderSchema, orderView } from '../../orders/domain/order-view.ts';
import { priceChangeSchema } from '../../pricing/domain/price-schemas.ts';
import type { PlaceOrder } from '../use-cases/place-order.ts';
import type { RequestCancellation } from '../use-cases/request-cancellation.ts';

/** How long the gateway waits: a checkout waits for stock and money. */
const deadlineMs = 30_000;

const address = z.strictObject({
  name: oneLine(100),
  line1: oneLine(200),
  city: oneLine(100),
  state: oneLine(100),
  pincode,
  phone: contactPhone,
});

export const checkoutContract = {
  placeOrder: defineRoute({
    method: 'post',
    path: '/api/v1/orders',
    auth: 'user',
    summary: 'Buy what is in the cart',
    description:
      'One order a key. Refusals are final under their Idempotency-Key; after a 503 or 504 that gave the order up, the same key answers ORDER_FAILED, and after a 504 whose order is still under way it finds that order again. A changed price refuses nothing and is told in `problems`.',
    body: z.strictObject({
      address,
      paymentMethod: z.enum(PAYMENT_METHODS),
      notes: humanText(500, { min: 0 }).optional(),
    }),
    idempotency: 'required',
    reply: replies.data(z.object({ order: orderSchema, problems: z.array(priceChangeSchema) }), {
      status: 201,
    }),
    errors: [
      ...(['CART_EMPTY', 'CART_CHANGED', 'OUT_OF_STOCK', 'BELOW_MINIMUM', 'CURRENCY_MISMATCH'] as const),
      ...(['AMOUNT_OUT_OF_RANGE', 'INSUFFICIENT_FUNDS', 'PAYMENT_METHOD_UNAVAILABLE'] as const),
      ...(['ORDER_FAILED', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'] as const),
    ],
    deadlineMs,
  }),
  cancelOrder: defineRoute({
    method: 'put',
    path: '/api/v1/orders/:id/cancel',
    auth: 'user',
    summary: 'Call an order off before it is shipped',
    params: z.strictObject({ id: anyId }),
    body: z.strictObject({ reason: oneLine(300) }),
    reply: replies.data(z.object({ order: orderSchema })),
    errors: [
      ...(['ORDER_NOT_FOUND', 'ILLEGAL_TRANSITION', 'PRECONDITION_FAILED'] as const),
      ...(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'] as const),
    ],
    deadlineMs,
  }),
};

export const checkoutRoutes = (deps: {
  placeOrder: PlaceOrder;
  requestCancellation: RequestCancellation;
  idempotency: IdempotencyStore;
}): Route[] =>
  bindRoutes(checkoutContract, {
    placeOrder: ({ user, body, idempotency }) =>
      deps.idempotency.resumable(idempotency, 'ord', async (orderId) => {
        const order = await deps.placeOrder(orderId, user, body);
        const problems = order.priceChanges.map((change) => ({ code: 'PRICE_CHANGED' as const, ...change }));
        return created({ order: orderView(order), problems });
      }),
    cancelOrder: async ({ params, user, body }) =>
      ok({ order: orderView(await deps.requestCancellation(params.id, user, body.reason)) }),
  });
