import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { BoundProcess, Process, ProcessRunner } from '@chowk/saga';
import type { CartApi } from '../../cart/cart.ts';
import type { Order } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';
import type { CartProblem } from '../../pricing/domain/priced-cart.ts';
import type { PricingApi } from '../../pricing/pricing.ts';
import { newOrder, type CheckoutRequest } from '../domain/new-order.ts';

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
    cart: Pick<CartApi, 'find' | 'claim'>;
    orders: Pick<OrdersApi, 'insert'>;
    pricing: PricingApi;
    outbox: Outbox;
    processes: Pick<ProcessRunner, 'start'>;
    checkout: BoundProcess<Order>;
    clock: Clock;
  }): BeginCheckout =>
  async (orderId, user, request) => {
    const { orders, pricing, outbox, processes, checkout, clock } = deps;
    for (let tries = 0; tries < TRIES; tries++) {
      const cart = await deps.cart.find(user.userId);
      if (!cart || cart.lines.length === 0) throw new AppError('CART_EMPTY');
      const priced = await pricing.priceLines(cart.lines, request.address.state);
      assertSellable(priced.problems);
      const order = newOrder(orderId, user.userId, request, cart, priced, clock());
      const process = await outbox.transact(async (tx) => {
        if (!(await deps.cart.claim(user.userId, cart.version, tx))) return undefined;
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
