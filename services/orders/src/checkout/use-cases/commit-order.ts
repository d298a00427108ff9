import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { StepContext } from '@chowk/saga';
import { move, type Order } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';

/** The commit point of a checkout: the order is placed, and published as placed. */
export const createCommitOrder =
  ({ orders, clock }: { orders: Pick<OrdersApi, 'change'>; clock: Clock }) =>
  async ({ subject: order }: StepContext<Order>, tx: Tx): Promise<{ subject: Order }> => {
    const at = clock();
    const placed = move(order, 'placed', { kind: 'system' }, at);
    const changed = await orders.change(order, { move: placed, placedAt: at, payment: 'authorised' }, tx);
    if (!changed) throw new Error(`order ${order.id} changed meanwhile`);
    return { subject: changed };
  };
