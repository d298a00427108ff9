import type { Tx } from '@chowk/messaging';
import type { Move, Order } from '../domain/order.ts';

const factsOf = (order: Order) => ({
  orderId: order.id,
  orderNumber: order.number,
  userId: order.userId,
  total: order.totals.total,
  storeIds: order.stores.map(({ storeId }) => storeId),
});

/** Emits that an order has moved, and what that move means by itself. */
export function emitOrderEvents(tx: Tx, order: Order, { from, to, version, entry }: Move): void {
  const facts = factsOf(order);
  const at = entry.at.toISOString();
  if (to === 'placed') {
    tx.emit('orderPlaced', order.id, {
      ...facts,
      placedAt: at,
      paymentMethod: order.payment.method,
      lines: order.lines.map(({ productId, sku, name, quantity, lineTotal }) => ({
        productId,
        sku,
        name,
        quantity,
        lineTotal,
      })),
    });
  }
  tx.emit('orderStatusChanged', order.id, {
    ...facts,
    from,
    to,
    version,
    changedAt: at,
    actor: entry.actor.kind,
  });
  if (to === 'delivered') tx.emit('orderDelivered', order.id, { ...facts, deliveredAt: at });
  // An order that was never placed cannot be cancelled for anybody: nobody has heard of it.
  if (to === 'cancelled' && from !== 'pending_payment') {
    tx.emit('orderCancelled', order.id, { ...facts, reason: entry.note ?? '', cancelledAt: at });
  }
}
