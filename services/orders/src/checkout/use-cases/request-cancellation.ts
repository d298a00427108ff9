import type { UserIdentity } from '@chowk/runtime/identity';
import type { Order } from '../../orders/domain/order.ts';
import { retryOnConflict } from '../../orders/domain/retry-on-conflict.ts';
import type { OrdersApi } from '../../orders/orders.ts';
import type { CancelOrder } from './cancel-order.ts';

export type RequestCancellation = (orderId: string, user: UserIdentity, reason: string) => Promise<Order>;

/**
 * The customer, or who manages the order, calls it off: possible until it is shipped.
 * @throws AppError ORDER_NOT_FOUND, ILLEGAL_TRANSITION; PRECONDITION_FAILED when others kept changing the order
 */
export const createRequestCancellation =
  (deps: { orders: Pick<OrdersApi, 'findFor'>; cancelOrder: CancelOrder }): RequestCancellation =>
  (orderId, user, reason) =>
    retryOnConflict(async () => {
      const order = await deps.orders.findFor.toRead(orderId, user);
      const kind = order.userId === user.userId ? 'customer' : 'staff';
      return deps.cancelOrder(order, { kind, userId: user.userId }, reason);
    });
