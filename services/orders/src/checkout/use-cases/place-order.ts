import { AppError } from '@chowk/contracts/errors';
import type { Chassis } from '@chowk/chassis';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Order } from '../../orders/domain/order.ts';
import type { Orders } from '../../orders/ports.ts';
import { orderView } from '../../orders/use-cases/order-view.ts';
import type { AwaitOutcome } from './await-outcome.ts';
import type { CheckoutRequest, createBeginCheckout } from './begin-checkout.ts';
import type { SagaRunner } from './saga-runner.ts';

/** Refusals that tell the customer something; others are ORDER_FAILED with their code as the reason. */
const TELLING = ['OUT_OF_STOCK', 'INSUFFICIENT_FUNDS'] as const;

/**
 * Buys what is in the cart, once for each Idempotency-Key.
 *
 * The key is tied to one order id for good. Refusals are final under their key. When a neighbour was away
 * the order has turned back and this attempt answers 503 or 504; the same key then answers ORDER_FAILED,
 * because an order that was given up is never revived: order again with a new key. A request that ran out
 * of time (504) while its order is still under way finds that order again under the same key.
 *
 * Throws AppError CART_EMPTY, CART_CHANGED, OUT_OF_STOCK, INSUFFICIENT_FUNDS, BELOW_MINIMUM,
 * CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, PAYMENT_METHOD_UNAVAILABLE, ORDER_FAILED, UPSTREAM_UNAVAILABLE,
 * UPSTREAM_TIMEOUT, and those of the Idempotency-Key.
 */
export const createPlaceOrder =
  (deps: {
    orders: Orders;
    runner: SagaRunner;
    begin: ReturnType<typeof createBeginCheckout>;
    awaitOutcome: AwaitOutcome;
    idempotency: Chassis['idempotency'];
  }) =>
  (user: UserIdentity, request: CheckoutRequest, key: IdempotentRequest | undefined): Promise<Reply> =>
    deps.idempotency.resumable(key, 'ord', async (orderId) => {
      refuseUnknownMethods(request);
      const known = await deps.orders.find(orderId);
      if (!known) await beginOnce(deps, orderId, user, request);
      const order = await deps.awaitOutcome(orderId);
      return answer(order, { gaveUpBefore: known?.saga.failure !== undefined });
    });

function refuseUnknownMethods({ paymentMethod }: CheckoutRequest): void {
  if (paymentMethod === 'wallet') return;
  const message = `${paymentMethod} is not offered yet; pay with wallet`;
  throw new AppError('PAYMENT_METHOD_UNAVAILABLE', { details: [{ path: 'paymentMethod', message }] });
}

async function beginOnce(
  { runner, begin }: { runner: SagaRunner; begin: ReturnType<typeof createBeginCheckout> },
  orderId: string,
  user: UserIdentity,
  request: CheckoutRequest,
): Promise<void> {
  try {
    void runner.adopt(await begin(orderId, user, request));
  } catch (error) {
    // An earlier attempt under this key was believed dead and has begun the order after all.
    if (!isDuplicateKey(error)) throw error;
  }
}

function answer(order: Order, { gaveUpBefore }: { gaveUpBefore: boolean }): Reply {
  const { failure } = order.saga;
  if (!failure && order.placedAt) return created({ order: orderView(order), problems: problemsOf(order) });
  if (!failure) {
    throw new AppError('UPSTREAM_TIMEOUT', {
      message: 'The order is still being worked on; ask again with the same Idempotency-Key.',
      retryAfter: 1,
    });
  }
  if (failure.refused) {
    const telling = TELLING.find((code) => code === failure.code);
    throw telling
      ? new AppError(telling, {
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
