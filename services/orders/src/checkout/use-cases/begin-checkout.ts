import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { BoundProcess, Process, ProcessRunner } from '@chowk/saga';
import type { Cart } from '../../cart/domain/cart.ts';
import type { CartProblem, PricedCart } from '../../cart/domain/pricing.ts';
import type { Carts } from '../../cart/ports.ts';
import { userOwner } from '../../cart/use-cases/name-owner.ts';
import type { PriceLines } from '../../cart/use-cases/price-lines.ts';
import {
  orderNumber,
  paymentIdOf,
  type DeliveryAddress,
  type Order,
  type PaymentMethod,
} from '../../orders/domain/order.ts';
import type { Orders } from '../../orders/ports.ts';

export interface CheckoutRequest {
  address: DeliveryAddress;
  paymentMethod: PaymentMethod;
  notes?: string | undefined;
}

export type BeginCheckout = (
  orderId: string,
  user: UserIdentity,
  request: CheckoutRequest,
) => Promise<{ order: Order; process: Process }>;

/** Tries against a customer who keeps changing the cart that is being bought. */
const TRIES = 5;

/**
 * Begins a checkout: fixes prices by catalog's answer, then claims the cart's lines and writes the order and
 * its process in one transaction. Nobody can claim the same lines again; what is added from then on is in the
 * new cart. The process is this runner's to drive.
 * @throws AppError CART_EMPTY, CART_CHANGED, OUT_OF_STOCK, BELOW_MINIMUM, CURRENCY_MISMATCH,
 * AMOUNT_OUT_OF_RANGE, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT; then nothing has been changed
 */
export const createBeginCheckout =
  (deps: {
    carts: Carts;
    orders: Orders;
    outbox: Outbox;
    priceLines: PriceLines;
    processes: Pick<ProcessRunner, 'start'>;
    checkout: BoundProcess<Order>;
    clock: Clock;
  }): BeginCheckout =>
  async (orderId, user, request) => {
    const { carts, orders, outbox, priceLines, processes, checkout, clock } = deps;
    const owner = userOwner(user.userId);
    for (let tries = 0; tries < TRIES; tries++) {
      const cart = await carts.find(owner);
      if (!cart || cart.lines.length === 0) throw new AppError('CART_EMPTY');
      const priced = await priceLines(cart.lines, request.address.state);
      assertSellable(priced.problems);
      const order = newOrder(orderId, user.userId, request, cart, priced, clock());
      const process = await outbox.transact(async (tx) => {
        if (!(await carts.replace(owner, cart.version, [], tx))) return undefined;
        await orders.insert(order, tx);
        return processes.start(checkout, { subject: orderId, data: {} }, tx);
      });
      if (process) return { order, process };
    }
    throw new AppError('CART_CHANGED');
  };

/** A changed price is told in the answer and refuses nothing; what else is wrong with a cart does. */
function assertSellable(problems: readonly CartProblem[]): void {
  const of = (code: CartProblem['code']) => problems.filter((problem) => problem.code === code);
  for (const code of ['CURRENCY_MISMATCH', 'OUT_OF_STOCK', 'BELOW_MINIMUM'] as const) {
    if (of(code).length > 0) throw new AppError(code, { details: of(code) });
  }
  if (of('PRODUCT_GONE').length > 0) throw new AppError('CART_CHANGED', { details: of('PRODUCT_GONE') });
}

function newOrder(
  id: string,
  userId: string,
  { address, paymentMethod, notes }: CheckoutRequest,
  cart: Cart,
  priced: PricedCart,
  now: Date,
): Order {
  const shown = new Map(cart.lines.map((line) => [line.itemId, line]));
  return {
    id,
    number: orderNumber(id, now),
    userId,
    status: 'pending_payment',
    version: 1,
    lines: priced.lines.map((line) => ({ ...line, shownPrice: shown.get(line.itemId)!.shownPrice })),
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
