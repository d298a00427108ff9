import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { move, type Actor, type Order } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import { retryOnConflict } from '../domain/retry-on-conflict.ts';
import type { Settlement } from '../ports.ts';
import type { ChangeOrder } from './change-order.ts';
import type { FindOrder } from './find-order.ts';

export type UpdateStatus = (id: string, user: UserIdentity, to: OrderStatus, note?: string) => Promise<Order>;

/**
 * Staff moves an order on; a move that has been made already is answered, not made again. Nothing is packed
 * before it is paid for and out of the stock.
 * @throws AppError ORDER_NOT_FOUND; ILLEGAL_TRANSITION naming what is allowed; PRECONDITION_FAILED when others
 * kept changing the order
 */
export const createUpdateStatus =
  (deps: {
    outbox: Outbox;
    findOrder: FindOrder;
    changeOrder: ChangeOrder;
    settlement: Settlement;
    clock: Clock;
  }): UpdateStatus =>
  (id, user, to, note) =>
    retryOnConflict(async () => {
      const { outbox, findOrder, changeOrder, settlement, clock } = deps;
      const order = await findOrder.toManage(id, user);
      const actor: Actor = { kind: 'staff', userId: user.userId };
      if (order.status === to) return order;
      if (to === 'cancelled') return settlement.cancel(order, actor, note ?? 'cancelled by the shop');
      const moved = move(order, to, actor, clock(), note);
      if (await settlement.isSettling(id)) {
        throw new AppError('ILLEGAL_TRANSITION', {
          message: 'The order is still being settled.',
          details: [{ path: 'status', from: order.status, to, allowed: [] }],
          retryAfter: 1,
        });
      }
      return outbox.transact((tx) => changeOrder(order, { move: moved }, tx));
    });
