import { AppError } from '@chowk/contracts/errors';
import type { Chassis } from '@chowk/chassis';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { BoundProcess, Process, ProcessRunner } from '@chowk/saga';
import type { Order, PaymentMethod } from '../../orders/domain/order.ts';
import type { Orders } from '../../orders/ports.ts';
import { orderView } from '../../orders/use-cases/order-view.ts';
import type { AwaitOutcome } from './await-outcome.ts';
import type { BeginCheckout, CheckoutRequest } from './begin-checkout.ts';

/** Refusals that tell the customer something; others are ORDER_FAILED with their code as the reason. */
const EXPOSED_FAILURES = ['OUT_OF_STOCK', 'INSUFFICIENT_FUNDS'] as const;

/**
 * Buys what is in the cart, once for each Idempotency-Key.
 *
 * The key is tied to one order id for good. Refusals are final under their key. When a neighbour was away
 * the order has turned back and this attempt answers 503 or 504; the same key then answers ORDER_FAILED,
 * because an order that was given up is never revived: order again with a new key. A request that ran out
 * of time (504) while its order is still under way finds that order again under the same key.
 *
 * @throws AppError CART_EMPTY, CART_CHANGED, OUT_OF_STOCK, INSUFFICIENT_FUNDS, BELOW_MINIMUM,
 * CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, PAYMENT_METHOD_UNAVAILABLE, ORDER_FAILED, UPSTREAM_UNAVAILABLE,
 * UPSTREAM_TIMEOUT, and those of the Idempotency-Key.
 */
export const createPlaceOrder =
  (deps: {
    orders: Orders;
    processes: Pick<ProcessRunner, 'run' | 'find'>;
    checkout: BoundProcess<Order>;
    begin: BeginCheckout;
    awaitOutcome: AwaitOutcome;
    idempotency: Chassis['idempotency'];
    offered: readonly PaymentMethod[];
  }) =>
  (user: UserIdentity, request: CheckoutRequest, key: IdempotentRequest | undefined): Promise<Reply> =>
    deps.idempotency.resumable(key, 'ord', async (orderId) => {
      assertOffered(deps.offered, request);
      const before = await beginOnce(deps, orderId, user, request);
      const { order, process } = await deps.awaitOutcome(deps.checkout, orderId);
      return answer(order, process, { gaveUpBefore: before?.failure !== undefined });
    });

function assertOffered(offered: readonly PaymentMethod[], { paymentMethod }: CheckoutRequest): void {
  if (offered.includes(paymentMethod)) return;
  const message = `${paymentMethod} is not offered yet; pay with ${offered.join(' or ')}`;
  throw new AppError('PAYMENT_METHOD_UNAVAILABLE', { details: [{ path: 'paymentMethod', message }] });
}

/** Begins the order and gives undefined, or the process of one that an earlier attempt under this key has begun. */
async function beginOnce(
  {
    orders,
    processes,
    checkout,
    begin,
  }: {
    orders: Orders;
    processes: Pick<ProcessRunner, 'run' | 'find'>;
    checkout: BoundProcess<Order>;
    begin: BeginCheckout;
  },
  orderId: string,
  user: UserIdentity,
  request: CheckoutRequest,
): Promise<Process | undefined> {
  try {
    const { order, process } = await begin(orderId, user, request);
    void processes.run(checkout, process, order);
    return undefined;
  } catch (error) {
    // Whatever kept this attempt from it (its cart is empty by now, its id is taken): one order a key.
    if (!(await orders.find(orderId))) throw error;
    return processes.find(checkout, orderId);
  }
}

function answer(
  order: Order,
  process: Process | undefined,
  { gaveUpBefore }: { gaveUpBefore: boolean },
): Reply {
  const failure = process?.failure;
  if (!failure && (order.placedAt || process?.state === 'waiting')) {
    return created({ order: orderView(order), problems: problemsOf(order) });
  }
  // Its process has been forgotten, or was never known: all that is left is the code.
  if (!process)
    throw new AppError('ORDER_FAILED', { details: [{ reason: order.failure ?? 'SERVER_ERROR' }] });
  if (!failure) {
    throw new AppError('UPSTREAM_TIMEOUT', {
      message: 'The order is still being worked on; ask again with the same Idempotency-Key.',
      retryAfter: 1,
    });
  }
  if (failure.refused) {
    const exposed = EXPOSED_FAILURES.find((code) => code === failure.code);
    throw exposed
      ? new AppError(exposed, {
          message: failure.message,
          ...(failure.details && { details: failure.details }),
        })
      : new AppError('ORDER_FAILED', { details: [{ reason: failure.code }] });
  }
  if (gaveUpBefore) throw new AppError('ORDER_FAILED', { details: [{ reason: failure.code }] });
  throw new AppError(failure.code === 'UPSTREAM_TIMEOUT' ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE', {
    message: 'The order was undone and the cart is as it was; order again with a new Idempotency-Key.',
    retryAfter: 1,
  });
}

const problemsOf = ({ priceChanges }: Order): object[] =>
  priceChanges.map((change) => ({ code: 'PRICE_CHANGED', ...change }));
