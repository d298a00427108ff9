import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ProcessFailure, StepContext } from '@chowk/saga';
import type { CartApi } from '../../cart/cart.ts';
import type { CartLine } from '../../cart/domain/cart.ts';
import { move, type Order, type OrderLine } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';

/** An order turns back: it is cancelled, and one that was never placed gives its lines back to the cart. */
export const createCompensateOrder =
  (deps: { orders: Pick<OrdersApi, 'change'>; cart: Pick<CartApi, 'returnLines'>; clock: Clock }) =>
  async (
    { subject: order }: StepContext<Order>,
    failure: ProcessFailure,
    tx: Tx,
  ): Promise<{ subject: Order }> => {
    // A customer may have cancelled it while it was being settled.
    const cancelled =
      order.status === 'cancelled'
        ? undefined
        : move(order, 'cancelled', { kind: 'system' }, deps.clock(), failure.code);
    const change = { ...(cancelled && { move: cancelled }), failure: failure.code };
    const changed = await deps.orders.change(order, change, tx);
    if (!changed) throw new Error(`order ${order.id} changed meanwhile`);
    if (!order.placedAt) await deps.cart.returnLines(order.userId, cartLinesOf(order.lines), tx);
    return { subject: changed };
  };

/** The lines of an order as they stood in the cart. */
const cartLinesOf = (lines: readonly OrderLine[]): CartLine[] =>
  lines.map(({ itemId, productId, variantId, quantity, quotedPrice }) => ({
    ...{ itemId, productId, variantId, quantity, quotedPrice },
  }));
