import { anyId, oneLine } from '@chowk/contracts/fields';
import {
  bindRoutes,
  defineRoute,
  ok,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { ADMINS, SELLERS } from '@chowk/runtime/identity';
import { z } from 'zod';
import { ORDER_STATUSES } from '../domain/order-status.ts';
import { orderSchema, orderView } from '../domain/order-view.ts';
import type { OrderRepository } from '../ports.ts';
import type { FindOrder } from '../use-cases/find-order.ts';
import type { UpdateStatus } from '../use-cases/update-status.ts';
import { trackingSchema, trackingView } from './tracking.view.ts';

const params = z.strictObject({ id: anyId });
/** How long the gateway waits: a change of an order may wait for stock and money. */
const deadlineMs = 30_000;
/** Catalog says which shops a merchant has. */
const FINDING = ['ORDER_NOT_FOUND', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'] as const;

export const ordersContract = {
  listOrders: defineRoute({
    method: 'get',
    path: '/api/v1/orders',
    auth: 'user',
    summary: 'List your placed orders, newest first',
    query: pageQuery(),
    reply: replies.list(orderSchema, { key: { _id: -1 } }),
    deadlineMs,
  }),
  getOrder: defineRoute({
    method: 'get',
    path: '/api/v1/orders/:id',
    auth: 'user',
    summary: 'Get an order',
    params,
    reply: replies.data(z.object({ order: orderSchema })),
    errors: FINDING,
    deadlineMs,
  }),
  trackOrder: defineRoute({
    method: 'get',
    path: '/api/v1/orders/:id/track',
    auth: 'user',
    summary: 'Get the way an order has come',
    params,
    reply: replies.data(z.object({ tracking: trackingSchema })),
    errors: FINDING,
    deadlineMs,
  }),
  updateOrderStatus: defineRoute({
    method: 'put',
    path: '/api/v1/orders/:id/status',
    auth: SELLERS,
    summary: 'Move an order on',
    description: 'Merchants move orders that are wholly from shops of their own, and only settled ones.',
    params,
    body: z.strictObject({ status: z.enum(ORDER_STATUSES), note: oneLine(300).optional() }),
    reply: replies.data(z.object({ order: orderSchema })),
    errors: [...FINDING, 'ILLEGAL_TRANSITION', 'PRECONDITION_FAILED'],
    deadlineMs,
  }),
  adminListOrders: defineRoute({
    method: 'get',
    path: '/api/v1/admin/orders',
    auth: ADMINS,
    summary: 'List all orders, newest first, also those that came to nothing',
    query: pageQuery().extend({ status: z.enum(ORDER_STATUSES).optional() }),
    reply: replies.list(orderSchema, { key: { _id: -1 } }),
  }),
};

export const orderRoutes = (deps: {
  orders: Pick<OrderRepository, 'list'>;
  findOrder: FindOrder;
  updateStatus: UpdateStatus;
  /** Cursors of the two lists: one made for a customer's own list opens no other. */
  cursors: { mine: CursorCodec; all: CursorCodec };
}): Route[] => {
  const { orders, findOrder, updateStatus, cursors } = deps;
  /** Ids are ULIDs, so their order is that of time and the position is an id alone. */
  const pageOf = async (
    list: keyof typeof cursors,
    query: { limit: number; cursor?: string | undefined },
    filter: Omit<Parameters<OrderRepository['list']>[0], 'before' | 'limit'>,
  ) =>
    page(
      await paginate({
        cursors: cursors[list],
        query,
        find: (position, limit) => orders.list({ ...filter, before: position?.[1], limit }),
        keyOf: ({ id }) => ['', id],
        view: orderView,
      }),
    );

  return bindRoutes(ordersContract, {
    // Checkouts that came to nothing were answered when they failed.
    listOrders: ({ user, query }) => pageOf('mine', query, { userId: user.userId, placedOnly: true }),
    getOrder: async ({ params: { id }, user }) => ok({ order: orderView(await findOrder.toRead(id, user)) }),
    trackOrder: async ({ params: { id }, user }) =>
      ok({ tracking: trackingView(await findOrder.toRead(id, user)) }),
    updateOrderStatus: async ({ params: { id }, user, body }) =>
      ok({ order: orderView(await updateStatus(id, user, body.status, body.note)) }),
    adminListOrders: ({ query: { status, ...rest } }) => pageOf('all', rest, { status }),
  });
};
