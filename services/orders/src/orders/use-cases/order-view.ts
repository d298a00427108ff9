import type { Order } from '../domain/order.ts';

/** An order as people see it: without the machinery behind it. */
export function orderView(order: Order): object {
  const { id, number, status, version, stores, totals, address, notes, payment, createdAt, placedAt } = order;
  return {
    id,
    number,
    userId: order.userId,
    status,
    version,
    items: order.lines.map(({ shownPrice: _, ...line }) => line),
    stores,
    totals,
    address,
    notes,
    payment: { id: payment.id, method: payment.method, status: payment.status },
    createdAt,
    placedAt,
    ...(order.failure !== undefined && { failure: order.failure }),
  };
}

/** The way an order has come. Of staff only that it was staff. */
export function trackingView(order: Order): object {
  return {
    orderId: order.id,
    number: order.number,
    status: order.status,
    version: order.version,
    entries: order.tracking.map(({ status, at, actor, note }) => ({ status, at, actor: actor.kind, note })),
  };
}
