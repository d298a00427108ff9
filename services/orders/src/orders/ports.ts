import type { Tx } from '@chowk/messaging';
import type { Actor, Move, Order, PaymentStatus } from './domain/order.ts';
import type { OrderStatus } from './domain/order-status.ts';

export interface OrderChange {
  move?: Move;
  payment?: PaymentStatus;
  placedAt?: Date;
  failure?: string;
}

/** Orders at rest. */
export interface OrderRepository {
  insert(order: Order, tx: Tx): Promise<void>;
  find(id: string): Promise<Order | undefined>;
  /** Unknown ids are left out. */
  findMany(ids: readonly string[]): Promise<Order[]>;
  /** Newest first. `before` is the id that the page before ended with. */
  list(query: {
    userId?: string;
    status?: OrderStatus | undefined;
    placedOnly?: boolean;
    before?: string | undefined;
    limit: number;
  }): Promise<Order[]>;
  hasDelivered(userId: string, productId: string): Promise<boolean>;

  /**
   * Changes an order that is still of the version that was read. Gives the changed order; undefined when
   * somebody was faster.
   */
  change(order: Order, change: OrderChange, tx: Tx): Promise<Order | undefined>;
  /**
   * Notes how far the payment has come, unless it is past that already. Gives the order as it is then.
   * @throws AppError ORDER_NOT_FOUND
   */
  setPayment(id: string, status: PaymentStatus): Promise<Order>;
}

/** What checkout does for orders. It stands above them, so compose hands it in. */
export interface Settlement {
  /**
   * Calls an order off; undefined when it is not any more as it was read.
   * @throws AppError ILLEGAL_TRANSITION
   */
  cancel(order: Order, actor: Actor, reason: string): Promise<Order | undefined>;
  /** Whether payment and stock of an order are not settled yet. */
  isSettling(orderId: string): Promise<boolean>;
}
