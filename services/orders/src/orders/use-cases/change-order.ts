import type { Tx } from '@chowk/messaging';
import type { Order } from '../domain/order.ts';
import type { OrderChange, OrderRepository } from '../ports.ts';
import { emitOrderEvents } from './emit-order-events.ts';

export type ChangeOrder = (order: Order, change: OrderChange, tx: Tx) => Promise<Order | undefined>;

/**
 * Changes an order that is still of the version that was read, and publishes its move. Undefined when somebody
 * was faster.
 */
export const createChangeOrder =
  ({ orders }: { orders: Pick<OrderRepository, 'change'> }): ChangeOrder =>
  async (order, change, tx) => {
    const changed = await orders.change(order, change, tx);
    if (changed && change.move) emitOrderEvents(tx, changed, change.move);
    return changed;
  };
