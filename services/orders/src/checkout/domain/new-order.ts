import type { Cart } from '../../cart/domain/cart.ts';
import {
  orderNumber,
  paymentIdOf,
  type DeliveryAddress,
  type Order,
  type PaymentMethod,
} from '../../orders/domain/order.ts';
import type { PricedCart } from '../../pricing/domain/priced-cart.ts';

export interface CheckoutRequest {
  address: DeliveryAddress;
  paymentMethod: PaymentMethod;
  notes?: string | undefined;
}

/** The order that a cart becomes: a snapshot of what was priced, not certain yet. */
export function newOrder(
  id: string,
  userId: string,
  { address, paymentMethod, notes }: CheckoutRequest,
  cart: Cart,
  priced: PricedCart,
  now: Date,
): Order {
  const quoted = new Map(cart.lines.map((line) => [line.itemId, line]));
  return {
    id,
    number: orderNumber(id, now),
    userId,
    status: 'pending_payment',
    version: 1,
    lines: priced.lines.map((line) => ({ ...line, quotedPrice: quoted.get(line.itemId)!.quotedPrice })),
    stores: priced.stores.map(({ storeId, name, goods, deliveryFee }) => ({
      storeId,
      name,
      goods,
      deliveryFee,
    })),
    totals: priced.totals,
    address,
    ...(notes !== undefined && { notes }),
    payment: { id: paymentIdOf(id), method: paymentMethod, status: 'pending' },
    priceChanges: priced.problems.flatMap((problem) =>
      problem.code === 'PRICE_CHANGED'
        ? [{ itemId: problem.itemId, from: problem.from, to: problem.to }]
        : [],
    ),
    tracking: [{ status: 'pending_payment', at: now, actor: { kind: 'customer', userId } }],
    createdAt: now,
  };
}
