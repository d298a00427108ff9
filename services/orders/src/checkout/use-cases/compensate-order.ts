import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ProcessFailure, StepContext } from '@chowk/saga';
import { mergeLines, type CartLine } from '../../cart/domain/cart.ts';
import type { Carts } from '../../cart/ports.ts';
import { userOwner } from '../../cart/use-cases/name-owner.ts';
import { move, type Order, type OrderLine } from '../../orders/domain/order.ts';
import type { Orders } from '../../orders/ports.ts';
import { emitOrderEvents } from '../../orders/use-cases/emit-order-events.ts';

const UNLIMITED = { maxLines: Number.MAX_SAFE_INTEGER, maxQuantity: Number.MAX_SAFE_INTEGER };

/** An order turns back: it is cancelled, and one that was never placed gives its lines back to the cart. */
export const createCompensateOrder =
  ({ orders, carts, clock }: { orders: Orders; carts: Carts; clock: Clock }) =>
  async (
    { subject: order }: StepContext<Order>,
    failure: ProcessFailure,
    tx: Tx,
  ): Promise<{ subject: Order }> => {
    // A customer may have cancelled it while it was being settled.
    const cancelled =
      order.status === 'cancelled'
        ? undefined
        : move(order, 'cancelled', { kind: 'system' }, clock(), failure.code);
    const change = { ...(cancelled && { move: cancelled }), failure: failure.code };
    const changed = await orders.change(order, change, tx);
    if (!changed) throw new Error(`order ${order.id} changed meanwhile`);
    if (!order.placedAt) await returnLines(carts, order, tx);
    if (cancelled) emitOrderEvents(tx, changed, cancelled);
    return { subject: changed };
  };

/** What the order took goes back into the cart; what has been added since stays, the larger quantity counts. */
async function returnLines(carts: Carts, order: Order, tx: Tx): Promise<void> {
  const owner = userOwner(order.userId);
  const cart = await carts.find(owner, tx);
  if (!cart) throw new Error(`the cart that order ${order.id} came from is gone`);
  const { lines } = mergeLines(cart.lines, cartLinesOf(order.lines), 'max', UNLIMITED);
  if (!(await carts.replace(owner, cart.version, lines, tx))) {
    throw new Error(`the cart that order ${order.id} came from changed meanwhile`);
  }
}

/** The lines of an order as they stood in the cart. */
const cartLinesOf = (lines: readonly OrderLine[]): CartLine[] =>
  lines.map(({ itemId, productId, variantId, quantity, shownPrice }) => ({
    itemId,
    productId,
    variantId,
    quantity,
    shownPrice,
  }));
