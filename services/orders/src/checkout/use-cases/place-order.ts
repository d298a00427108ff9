import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { BoundProcess, Process, ProcessRunner } from '@chowk/saga';
import type { Order, PaymentMethod } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';
import type { CheckoutRequest } from '../domain/new-order.ts';
import type { AwaitOutcome } from './await-outcome.ts';
import type { BeginCheckout } from './begin-checkout.ts';

/** Refusals that tell the customer something; others are ORDER_FAILED with their code as the reason. */
const EXPOSED_FAILURES = ['OUT_OF_STOCK', 'INSUFFICIENT_FUNDS'] as const;

export type PlaceOrder = (orderId: string, user: UserIdentity, request: CheckoutRequest) => Promise<Order>;

interface PlaceOrderDeps {
  orders: Pick<OrdersApi, 'find'>;
  processes: Pick<ProcessRunner, 'run' | 'find'>;
  checkout: BoundProcess<Order>;
  begin: BeginCheckout;
  awaitOutcome: AwaitOutcome;
  offered: readonly PaymentMethod[];
}

/**
 * Buys what is in the cart, as one order of this id however often it is called.
 *
 * Refusals are final. When a neighbour was away the order has turned back and this call answers 503 or 504;
 * the next one for the same order answers ORDER_FAILED, because an order that was given up is never revived.
 * A call that ran out of time (504) while its order is still under way finds that order again.
 *
 * @throws AppError CART_EMPTY, CART_CHANGED, OUT_OF_STOCK, INSUFFICIENT_FUNDS, BELOW_MINIMUM,
 * CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, PAYMENT_METHOD_UNAVAILABLE, ORDER_FAILED, UPSTREAM_UNAVAILABLE,
 * UPSTREAM_TIMEOUT
 */
export const createPlaceOrder =
  (deps: PlaceOrderDeps): PlaceOrder =>
  async (orderId, user, request) => {
    assertOffered(deps.offered, request);
    const before = await beginOnce(deps, orderId, user, request);
    const { order, process } = await deps.awaitOutcome(deps.checkout, orderId);
    if (isMade(order, process)) return order;
    throw failureOf(order, process, { gaveUpBefore: before?.failure !== undefined });
  };

function assertOffered(offered: readonly PaymentMethod[], { paymentMethod }: CheckoutRequest): void {
  if (offered.includes(paymentMethod)) return;
  const message = `${paymentMethod} is not offered yet; pay with ${offered.join(' or ')}`;
  throw new AppError('PAYMENT_METHOD_UNAVAILABLE', { details: [{ path: 'paymentMethod', message }] });
}

/** Begins the order and gives undefined, or the process of one that an earlier call has begun. */
async function beginOnce(
  { orders, processes, checkout, begin }: PlaceOrderDeps,
  orderId: string,
  user: UserIdentity,
  request: CheckoutRequest,
): Promise<Process | undefined> {
  try {
    const { order, process } = await begin(orderId, user, request);
    void processes.run(checkout, process, order);
    return undefined;
  } catch (error) {
    // Whatever kept this call from it (its cart is empty by now, its id is taken): one order an id.
    if (!(await orders.find(orderId))) throw error;
    return processes.find(checkout, orderId);
  }
}

/** Placed, or waiting for the customer to pay. */
const isMade = (order: Order, process: Process | undefined): boolean =>
  !process?.failure && (order.placedAt !== undefined || process?.state === 'waiting');

function failureOf(
  order: Order,
  process: Process | undefined,
  { gaveUpBefore }: { gaveUpBefore: boolean },
): AppError {
  // Its process has been forgotten: all that is left is the code.
  if (!process) return failed(order.failure ?? 'SERVER_ERROR');
  const { failure } = process;
  if (!failure) {
    return new AppError('UPSTREAM_TIMEOUT', {
      message: 'The order is still being worked on; ask again with the same Idempotency-Key.',
      retryAfter: 1,
    });
  }
  const { code, message, details, refused } = failure;
  const exposed = refused ? EXPOSED_FAILURES.find((known) => known === code) : undefined;
  if (exposed) return new AppError(exposed, { message, ...(details && { details }) });
  if (refused || gaveUpBefore) return failed(code);
  return new AppError(code === 'UPSTREAM_TIMEOUT' ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE', {
    message: 'The order was undone and the cart is as it was; order again with a new Idempotency-Key.',
    retryAfter: 1,
  });
}

const failed = (reason: string): AppError => new AppError('ORDER_FAILED', { details: [{ reason }] });
