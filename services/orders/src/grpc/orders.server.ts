import { grpcMethod, toGrpcMoney, type GrpcImplementation } from '@chowk/contracts/grpc';
import { z } from 'zod';
import type { OrdersApi } from '../orders/orders.ts';

/** Ids that one call may ask for. */
const MAX_IDS = 200;

const id = z.string().min(1).max(64);

/** proto/chowk/orders/v1/orders.proto */
export const ordersServer = (
  orders: Pick<OrdersApi, 'findMany' | 'hasDelivered'>,
): GrpcImplementation<'orders'> => ({
  GetOrders: grpcMethod({
    callers: ['catalog', 'wallet', 'notify'],
    schema: z.object({ ids: z.array(id).max(MAX_IDS) }),
    handle: async ({ ids }) => ({
      orders: (await orders.findMany(ids)).map((order) => ({
        id: order.id,
        userId: order.userId,
        status: order.status,
        total: toGrpcMoney(order.totals.total),
        placedAt: order.placedAt?.toISOString() ?? '',
      })),
    }),
  }),
  HasPurchased: grpcMethod({
    callers: ['catalog'],
    schema: z.object({ userId: id, productId: id }),
    handle: async ({ userId, productId }) => ({
      purchased: await orders.hasDelivered(userId, productId),
    }),
  }),
});
