import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { mergeLines } from '../../cart/domain/cart.ts';
import type { Carts } from '../../cart/ports.ts';
import { userOwner } from '../../cart/use-cases/name-owner.ts';
import { move, type Order } from '../../orders/domain/order.ts';
import { beforeCommitPoint, SAGA, type SagaFailure, type WorkingStep } from '../../orders/domain/saga.ts';
import type { Orders } from '../../orders/ports.ts';
import { sayOrderMoved } from '../../orders/use-cases/say-order-moved.ts';
import type { Clock } from '../../ports.ts';
import { cartLinesOf } from './begin-checkout.ts';

/** The hold of the process that asks; every record renews it. */
type Lease = Pick<Order['saga'], 'leaseUntil'> & { holder: string };

const UNLIMITED = { maxLines: Number.MAX_SAFE_INTEGER, maxQuantity: Number.MAX_SAFE_INTEGER };

/**
 * The two transactions in which an order's fate is decided. Both give the changed order, or undefined when
 * it is not any more as it was read.
 */
export function createTurnOrder(deps: { orders: Orders; carts: Carts; outbox: Outbox; now: Clock }) {
  const { orders, carts, outbox, now } = deps;

  /** What the order took goes back into the cart; what has been added since stays, the larger quantity counts. */
  const giveLinesBack = async (order: Order, tx: Parameters<Orders['insert']>[1]): Promise<void> => {
    const owner = userOwner(order.userId);
    const cart = await carts.find(owner, tx);
    if (!cart) throw new Error(`the cart that order ${order.id} came from is gone`);
    const { lines } = mergeLines(cart.lines, cartLinesOf(order.lines), 'max', UNLIMITED);
    if (!(await carts.replace(owner, cart.version, lines, tx))) {
      throw new Error(`the cart that order ${order.id} came from changed meanwhile`);
    }
  };

  return {
    /**
     * The commit point: the order is placed, and said to be.
     * @throws AppError ORDER_FAILED when its holds might lapse before they are used
     */
    async confirm(order: Order, lease: Lease): Promise<Order | undefined> {
      const at = now();
      if (at > order.saga.confirmBy) {
        throw new AppError('ORDER_FAILED', { message: 'The checkout took too long.' });
      }
      const placed = move(order, 'placed', { kind: 'system' }, at);
      return outbox.transact(async (tx) => {
        const saga = { step: SAGA.confirm.then, attempts: 0, ...lease };
        const changed = await orders.change(
          order,
          { move: placed, placedAt: at, saga },
          { holder: lease.holder, tx },
        );
        if (changed) sayOrderMoved(tx, changed, placed);
        return changed;
      });
    },

    /** The order does not come about; from here on its saga only gives back. */
    async turnBack(
      order: Order,
      to: WorkingStep,
      failure: SagaFailure,
      lease: Lease,
    ): Promise<Order | undefined> {
      // A customer may have cancelled it while it was being settled.
      const cancelled =
        order.status === 'cancelled'
          ? undefined
          : move(order, 'cancelled', { kind: 'system' }, now(), failure.code);
      return outbox.transact(async (tx) => {
        const change = {
          ...(cancelled && { move: cancelled }),
          saga: { step: to, attempts: 0, failure, ...lease },
        };
        const changed = await orders.change(order, change, { holder: lease.holder, tx });
        if (!changed) return undefined;
        if (beforeCommitPoint(order.saga.step)) await giveLinesBack(order, tx);
        if (cancelled) sayOrderMoved(tx, changed, cancelled);
        return changed;
      });
    },
  };
}
export type TurnOrder = ReturnType<typeof createTurnOrder>;
