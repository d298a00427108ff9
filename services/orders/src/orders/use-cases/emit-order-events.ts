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
  const about = { version };
  if (to === 'placed') {
    const lines = order.lines.map(({ productId, sku, name, quantity, lineTotal }) => ({
      productId,
      sku,
      name,
      quantity,
      lineTotal,
    }));
    const paymentMethod = order.payment.method;
    tx.emit('orderPlaced', order.id, { ...facts, placedAt: at, paymentMethod, lines }, about);
  }
  const change = { from, to, version, changedAt: at, actor: entry.actor.kind };
  tx.emit('orderStatusChanged', order.id, { ...facts, ...change }, about);
  if (to === 'delivered') tx.emit('orderDelivered', order.id, { ...facts, deliveredAt: at }, about);
  // An order that was never placed cannot be cancelled for anybody: nobody has heard of it.
  if (to === 'cancelled' && from !== 'pending_payment') {
    tx.emit('orderCancelled', order.id, { ...facts, reason: entry.note ?? '', cancelledAt: at }, about);
  }
}
