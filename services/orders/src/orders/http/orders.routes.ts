import { createCursorCodec, ok, page, pageQuery, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { ORDER_STATUSES } from '../domain/order-status.ts';

import type { FindOrder } from '../use-cases/find-order.ts';
import type { ListOrders } from '../use-cases/list-orders.ts';
import { orderView, trackingView } from '../use-cases/order-view.ts';
import type { UpdateStatus } from '../use-cases/update-status.ts';

const orderParams = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, 'is not an id') });
const remark = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .regex(/^\P{Cc}*$/u, 'must be one line of text');

/** Cursors of the two lists: one made for a customer's own list opens no other. */
export const orderCursors = (secret: string) => ({
  mine: createCursorCodec(secret, 'orders-mine'),
  all: createCursorCodec(secret, 'orders-all'),
});

export function orderRoutes(useCases: {
  listOrders: ListOrders;
  findOrder: FindOrder;
  updateStatus: UpdateStatus;
}): Route[] {
  const { listOrders, findOrder, updateStatus } = useCases;
  return [
    route({
      method: 'get',
      path: '/api/v1/orders',
      auth: 'user',
      summary: 'My orders, newest first',
      query: pageQuery(),
      handle: async ({ user, query }) => {
        const { orders, nextCursor } = await listOrders.ofCustomer(user.userId, query);
        return page(orders.map(orderView), nextCursor);
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id',
      auth: 'user',
      summary: 'An order',
      params: orderParams,
      handle: async ({ params, user }) => ok({ order: orderView(await findOrder.toRead(params.id, user)) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/orders/:id/track',
      auth: 'user',
      summary: 'The way an order has come',
      params: orderParams,
      handle: async ({ params, user }) =>
        ok({ tracking: trackingView(await findOrder.toRead(params.id, user)) }),
    }),
    route({
      method: 'put',
      path: '/api/v1/orders/:id/cancel',
      auth: 'user',
      summary: 'Call an order off before it is shipped',
      params: orderParams,
      body: z.strictObject({ reason: remark }),
      handle: async ({ params, user, body }) =>
        ok({ order: orderView(await updateStatus.cancel(params.id, user, body.reason)) }),
    }),
    route({
      method: 'put',
      path: '/api/v1/orders/:id/status',
      auth: ['admin', 'owner', 'merchant'],
      summary: 'Move an order on',
      params: orderParams,
      body: z.strictObject({ status: z.enum(ORDER_STATUSES), note: remark.optional() }),
      handle: async ({ params, user, body }) =>
        ok({ order: orderView(await updateStatus.setStatus(params.id, user, body.status, body.note)) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/admin/orders',
      auth: ['admin', 'owner'],
      summary: 'All orders, newest first, also those that came to nothing',
      query: pageQuery().extend({ status: z.enum(ORDER_STATUSES).optional() }),
      handle: async ({ query: { status, ...rest } }) => {
        const { orders, nextCursor } = await listOrders.ofEverybody(rest, status);
        return page(orders.map(orderView), nextCursor);
      },
    }),
  ];
}
