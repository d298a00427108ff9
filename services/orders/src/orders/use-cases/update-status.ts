import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { move, type Actor, type Move, type Order } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { Orders } from '../ports.ts';
import { emitOrderEvents } from './emit-order-events.ts';
import type { FindOrder } from './find-order.ts';

/** Tries against others who change the same order. */
const TRIES = 10;

/**
 * Moves orders from one status to another. A move that has been made already is answered, not made again.
 * @throws AppError ORDER_NOT_FOUND; ILLEGAL_TRANSITION naming what is allowed; PRECONDITION_FAILED when others
 * kept changing the order
 */
export function createUpdateStatus(deps: {
  orders: Orders;
  outbox: Outbox;
  findOrder: FindOrder;
  /** Calls an order off; undefined when it is not any more as it was read. */
  cancelOrder(order: Order, actor: Actor, reason: string): Promise<Order | undefined>;
  /** Whether payment and stock of an order are not settled yet. */
  isSettling(orderId: string): Promise<boolean>;
  clock: Clock;
}) {
  const { orders, outbox, findOrder, cancelOrder, isSettling, clock } = deps;

  const store = (order: Order, moved: Move): Promise<Order | undefined> =>
    outbox.transact(async (tx) => {
      const changed = await orders.change(order, { move: moved }, tx);
      if (changed) emitOrderEvents(tx, changed, moved);
      return changed;
    });

  /** Tries until the order is still as it was read; `attempt` gives undefined when it was not. */
  const retryOnConflict = async (attempt: () => Promise<Order | undefined>): Promise<Order> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const changed = await attempt();
      if (changed) return changed;
    }
    throw new AppError('PRECONDITION_FAILED');
  };

  return {
    /** The customer, or who manages the order, calls it off: possible until it is shipped. */
    cancel: (id: string, user: UserIdentity, reason: string): Promise<Order> =>
      retryOnConflict(async () => {
        const order = await findOrder.toRead(id, user);
        const kind = order.userId === user.userId ? 'customer' : 'staff';
        return cancelOrder(order, { kind, userId: user.userId }, reason);
      }),

    /** Staff moves the order on. Nothing is packed before it is paid for and out of the stock. */
    setStatus: (id: string, user: UserIdentity, to: OrderStatus, note?: string): Promise<Order> =>
      retryOnConflict(async () => {
        const order = await findOrder.toManage(id, user);
        const actor: Actor = { kind: 'staff', userId: user.userId };
        if (order.status === to) return order;
        if (to === 'cancelled') return cancelOrder(order, actor, note ?? 'cancelled by the shop');
        const moved = move(order, to, actor, clock(), note);
        if (await isSettling(id)) {
          throw new AppError('ILLEGAL_TRANSITION', {
            message: 'The order is still being settled.',
            details: [{ path: 'status', from: order.status, to, allowed: [] }],
            retryAfter: 1,
          });
        }
        return store(order, moved);
      }),
  };
}
export type UpdateStatus = ReturnType<typeof createUpdateStatus>;
