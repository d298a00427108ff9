import { openChassis } from '@chowk/chassis';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { cartRoutes } from './cart/http/cart.routes.ts';
import { createCartRepository } from './cart/store/cart.repository.ts';
import { createAddToCart } from './cart/use-cases/add-to-cart.ts';
import { createChangeCart } from './cart/use-cases/change-cart.ts';
import { createMergeCarts } from './cart/use-cases/merge-carts.ts';
import { createPriceLines } from './cart/use-cases/price-lines.ts';
import { createViewCart } from './cart/use-cases/view-cart.ts';
import { checkoutRoutes } from './checkout/http/checkout.routes.ts';
import { createAwaitOutcome } from './checkout/use-cases/await-outcome.ts';
import { createBeginCheckout } from './checkout/use-cases/begin-checkout.ts';
import { createPlaceOrder } from './checkout/use-cases/place-order.ts';
import { SagaRunner } from './checkout/use-cases/saga-runner.ts';
import { createSagaCalls } from './checkout/use-cases/saga-steps.ts';
import { createTurnOrder } from './checkout/use-cases/turn-order.ts';
import { createCatalogClient } from './clients/catalog.client.ts';
import { createWalletClient } from './clients/wallet.client.ts';
import type { Config } from './config.ts';
import { checkTransitions, ORDER_TRANSITIONS } from './orders/domain/order-status.ts';
import { ordersServer } from './orders/grpc/orders.server.ts';
import { orderCursors, orderRoutes } from './orders/http/orders.routes.ts';
import { createOrderRepository } from './orders/store/order.repository.ts';
import { createChangeOrder } from './orders/use-cases/change-order.ts';
import { createFindOrder } from './orders/use-cases/find-order.ts';
import { createListOrders } from './orders/use-cases/list-orders.ts';
import { collections } from './store/migrations/0001-collections.ts';

/** The one composition root of orders. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  checkTransitions(ORDER_TRANSITIONS);
  const { config, logger, shutdown } = context;
  const chassis = await openChassis('orders', context, [collections]);
  const { connection, outbox, idempotency } = chassis;
  const now = (): Date => new Date();

  const catalog = createCatalogClient(chassis.client('catalog', config.CATALOG_GRPC));
  const wallet = createWalletClient(chassis.client('wallet', config.WALLET_GRPC));
  const carts = createCartRepository(connection, { guestTtlDays: config.GUEST_CART_TTL_DAYS, now });
  const orders = createOrderRepository(connection);

  const limits = { maxLines: config.CART_MAX_LINES, maxQuantity: config.CART_MAX_QUANTITY };
  const priceLines = createPriceLines(catalog);
  const viewCart = createViewCart({ carts, priceLines });
  const addToCart = createAddToCart({ carts, catalog, limits, idempotency });
  const changeCart = createChangeCart({ carts, catalog, viewCart, limits });
  const mergeCarts = createMergeCarts({ carts, outbox, limits });

  const runner = new SagaRunner({
    orders,
    calls: createSagaCalls({ catalog, wallet, holdSeconds: config.CHECKOUT_HOLD_SECONDS }),
    turn: createTurnOrder({ orders, carts, outbox, now }),
    settings: {
      leaseMs: config.SAGA_LEASE_MS,
      sweepMs: config.SAGA_SWEEP_MS,
      sweepBatch: config.SAGA_SWEEP_BATCH,
      backoff: { firstMs: config.SAGA_BACKOFF_MS, maxMs: config.SAGA_BACKOFF_MAX_MS },
    },
    logger,
    now,
  });
  shutdown.add('sagas', () => runner.stop());
  runner.startSweeping();

  const awaitOutcome = createAwaitOutcome({
    orders,
    runner,
    waitMs: config.CHECKOUT_WAIT_MS,
    settleMs: config.SETTLE_WAIT_MS,
    now,
  });
  const begin = createBeginCheckout({
    carts,
    orders,
    outbox,
    priceLines,
    times: {
      leaseMs: config.SAGA_LEASE_MS,
      budgetMs: config.SAGA_BUDGET_MS,
      holdSeconds: config.CHECKOUT_HOLD_SECONDS,
    },
    holder: runner.holder,
    now,
  });
  const placeOrder = createPlaceOrder({ orders, runner, begin, awaitOutcome, idempotency });

  const findOrder = createFindOrder({ orders, catalog });
  const listOrders = createListOrders({ orders, ...orderCursors(config.CURSOR_SECRET) });
  const changeOrder = createChangeOrder({ orders, outbox, findOrder, runner, awaitOutcome, now });

  const grpcPort = await chassis.serveGrpc('orders', ordersServer(orders));
  const { port } = await chassis.serveHttp([
    ...cartRoutes({ viewCart, addToCart, changeCart, mergeCarts }),
    ...checkoutRoutes(placeOrder),
    ...orderRoutes({ listOrders, findOrder, changeOrder }),
  ]);
  return { httpPort: port, grpcPort };
}
