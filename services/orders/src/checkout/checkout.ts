import { raiseStuckProcess, stuckProcesses } from '@chowk/attention';
import type { Capability, Chassis } from '@chowk/chassis';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import {
  createProcessAdmin,
  createProcessRepository,
  isOver,
  processModel,
  ProcessRunner,
  type SignalOutcome,
} from '@chowk/saga';
import type { CartApi } from '../cart/cart.ts';
import type { Config } from '../config.ts';
import type { CatalogClient } from '../neighbours/catalog.ts';
import type { WalletClient } from '../neighbours/wallet.ts';
import type { PaymentMethod } from '../orders/domain/order.ts';
import type { OrdersApi, Settlement } from '../orders/orders.ts';
import type { PricingApi } from '../pricing/pricing.ts';
import { checkoutRoutes } from './http/checkout.routes.ts';
import { runnerSettings } from './runner-settings.ts';
import { createAwaitOutcome } from './use-cases/await-outcome.ts';
import { createBeginCheckout } from './use-cases/begin-checkout.ts';
import { createCancelOrder } from './use-cases/cancel-order.ts';
import { createCancellationProcess } from './use-cases/cancellation-steps.ts';
import { createCheckoutProcess } from './use-cases/checkout-steps.ts';
import { createPlaceOrder } from './use-cases/place-order.ts';
import { createRequestCancellation } from './use-cases/request-cancellation.ts';

export interface CheckoutApi extends Settlement {
  /** Tells the checkout of an order how its payment at a provider went, in the consumer's transaction. */
  resumePayment(orderId: string, status: 'captured' | 'failed', tx: Tx): Promise<SignalOutcome>;
}

/** Turns carts into orders, and undoes orders that are called off: two processes over catalog and wallet. */
export function composeCheckout(deps: {
  chassis: Chassis;
  config: Config;
  logger: Logger;
  catalog: CatalogClient;
  wallet: WalletClient;
  pricing: PricingApi;
  cart: CartApi;
  orders: OrdersApi;
  /** Payment methods that an order can be placed with. */
  offered: readonly PaymentMethod[];
  clock: Clock;
}): Capability<CheckoutApi> {
  const { config, logger, cart, orders, clock } = deps;
  const { connection, outbox, idempotency } = deps.chassis;

  const cancellation = createCancellationProcess(deps);
  const checkout = createCheckoutProcess({
    ...deps,
    scheduleCancellation: (orderId, tx) =>
      processes.schedule(cancellation, { subject: orderId, data: {} }, tx),
    times: { budgetMs: config.SAGA_BUDGET_MS, holdSeconds: config.CHECKOUT_HOLD_SECONDS },
  });
  const store = createProcessRepository(connection, { keepDays: config.PROCESS_KEEP_DAYS });
  const settings = runnerSettings(config);
  const processes = new ProcessRunner({
    ...{ store, outbox, processes: [checkout, cancellation], settings, logger, service: 'orders' },
    onNeedsAttention: raiseStuckProcess('orders'),
  });
  const awaitOutcome = createAwaitOutcome({
    ...{ orders, processes, waitMs: config.CHECKOUT_WAIT_MS, settleMs: config.SETTLE_WAIT_MS },
  });
  const begin = createBeginCheckout({ ...deps, outbox, processes, checkout, clock, cart });
  const cancelOrder = createCancelOrder({
    ...{ orders, outbox, processes, checkout, cancellation, awaitOutcome, clock },
  });

  return {
    name: 'checkout',
    api: {
      cancel: cancelOrder,
      async isSettling(orderId) {
        const process = await processes.find(checkout, orderId);
        return process !== undefined && !isOver(process.state);
      },
      resumePayment: (orderId, status, tx) =>
        processes.resume('checkout', orderId, { name: 'payment', data: { status } }, tx),
    },
    collections: [processModel(connection)],
    routes: checkoutRoutes({
      placeOrder: createPlaceOrder({ ...deps, processes, checkout, begin, awaitOutcome }),
      requestCancellation: createRequestCancellation({ orders, cancelOrder }),
      idempotency,
    }),
    attention: [stuckProcesses(createProcessAdmin({ store, onResumed: () => processes.wake() }))],
    start: () => processes.startSweeping(),
    stop: () => processes.stop(),
  };
}
