import type { Tx } from '@chowk/messaging';
import type { Move, Order } from './domain/order.ts';
import type { OrderStatus } from './domain/order-status.ts';
import type { PaymentStatus, Saga } from './domain/saga.ts';

export interface OrderChange {
  move?: Move;
  saga?: Partial<Saga>;
  payment?: PaymentStatus | undefined;
  placedAt?: Date;
}

/** Orders at rest, each with its saga. */
export interface Orders {
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
   * Changes an order that is still as it was read: same version, same step of its saga and, if named, same
   * holder. Gives the changed order; undefined when somebody was faster.
   */
  change(
    order: Order,
    change: OrderChange,
    options?: { holder?: string; tx?: Tx },
  ): Promise<Order | undefined>;
  /** Takes over a saga that is not over and that nobody holds; undefined when there is nothing to take. */
  takeOver(id: string, holder: string, leaseUntil: Date, now: Date): Promise<Order | undefined>;
  /** Keeps a saga for its holder; false when it has been taken over. */
  renew(id: string, holder: string, leaseUntil: Date): Promise<boolean>;
  /** Ids of sagas that are not over and that nobody holds, longest waiting first. */
  due(now: Date, limit: number): Promise<string[]>;
}
