import { openChassis } from '@chowk/chassis';
import { systemClock, type ServiceAddresses, type ServiceContext } from '@chowk/runtime/lifecycle';
import { createProcessRepository, isOver, ProcessRunner } from '@chowk/saga';
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
import { createCancelOrder } from './checkout/use-cases/cancel-order.ts';
import { createCancellationProcess } from './checkout/use-cases/cancellation-process.ts';
import { createCheckoutProcess } from './checkout/use-cases/checkout-process.ts';
import { createPlaceOrder } from './checkout/use-cases/place-order.ts';
import { createCatalogClient } from './clients/catalog.client.ts';
import { createWalletClient } from './clients/wallet.client.ts';
import type { Config } from './config.ts';
import { checkTransitions, ORDER_TRANSITIONS } from './orders/domain/order-status.ts';
import { ordersServer } from './orders/grpc/orders.server.ts';
import { orderCursors, orderRoutes } from './orders/http/orders.routes.ts';
import { createOrderRepository } from './orders/store/order.repository.ts';
import { createFindOrder } from './orders/use-cases/find-order.ts';
import { createListOrders } from './orders/use-cases/list-orders.ts';
import { createUpdateStatus } from './orders/use-cases/update-status.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { processes as processesMigration } from './store/migrations/0002-processes.ts';

/** The one composition root of orders. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  checkTransitions(ORDER_TRANSITIONS);
  const { config, logger, shutdown } = context;
  const chassis = await openChassis('orders', context, [collections, processesMigration]);
  const { connection, outbox, idempotency } = chassis;
  const clock = systemClock;

  const catalog = createCatalogClient(chassis.client('catalog', config.CATALOG_GRPC));
  const wallet = createWalletClient(chassis.client('wallet', config.WALLET_GRPC));
  const carts = createCartRepository(connection, { guestTtlDays: config.GUEST_CART_TTL_DAYS, now: clock });
  const orders = createOrderRepository(connection);

  const limits = { maxLines: config.CART_MAX_LINES, maxQuantity: config.CART_MAX_QUANTITY };
  const priceLines = createPriceLines(catalog);
  const viewCart = createViewCart({ carts, priceLines });
  const addToCart = createAddToCart({ carts, catalog, limits, idempotency });
  const changeCart = createChangeCart({ carts, catalog, viewCart, limits });
  const mergeCarts = createMergeCarts({ carts, outbox, limits });

  const cancellation = createCancellationProcess({ orders, catalog, wallet });
  const checkout = createCheckoutProcess({
    orders,
    carts,
    catalog,
    wallet,
    scheduleCancellation: (orderId, tx) =>
      processes.schedule(cancellation, { subject: orderId, data: {} }, tx),
    times: { budgetMs: config.SAGA_BUDGET_MS, holdSeconds: config.CHECKOUT_HOLD_SECONDS },
    clock,
  });
  const processes = await ProcessRunner.open({
    store: createProcessRepository(connection, { keepDays: config.PROCESS_KEEP_DAYS }),
    outbox,
    processes: [checkout, cancellation],
    settings: {
      leaseMs: config.SAGA_LEASE_MS,
      sweepMs: config.SAGA_SWEEP_MS,
      sweepBatch: config.SAGA_SWEEP_BATCH,
      backoff: { firstMs: config.SAGA_BACKOFF_MS, maxMs: config.SAGA_BACKOFF_MAX_MS },
      maxRefusals: config.SAGA_MAX_REFUSALS,
      maxOutageMs: config.SAGA_MAX_OUTAGE_SECONDS * 1000,
    },
    logger,
    service: 'orders',
  });
  shutdown.add('processes', () => processes.stop());

  const awaitOutcome = createAwaitOutcome({
    orders,
    processes,
    waitMs: config.CHECKOUT_WAIT_MS,
    settleMs: config.SETTLE_WAIT_MS,
  });
  const begin = createBeginCheckout({ carts, orders, outbox, priceLines, processes, checkout, clock });
  const placeOrder = createPlaceOrder({
    orders,
    processes,
    checkout,
    begin,
    awaitOutcome,
    idempotency,
    offered: ['wallet'],
  });
  const cancelOrder = createCancelOrder({
    orders,
    outbox,
    processes,
    checkout,
    cancellation,
    awaitOutcome,
    clock,
  });

  const findOrder = createFindOrder({ orders, catalog });
  const listOrders = createListOrders({ orders, ...orderCursors(config.CURSOR_SECRET) });
  const isSettling = async (orderId: string): Promise<boolean> => {
    const process = await processes.find(checkout, orderId);
    return process !== undefined && !isOver(process.state);
  };
  const updateStatus = createUpdateStatus({ orders, outbox, findOrder, cancelOrder, isSettling, clock });

  const grpcPort = await chassis.serveGrpc('orders', ordersServer(orders));
  const { port } = await chassis.serveHttp([
    ...cartRoutes({ viewCart, addToCart, changeCart, mergeCarts }),
    ...checkoutRoutes(placeOrder),
    ...orderRoutes({ listOrders, findOrder, updateStatus }),
  ]);
  return { httpPort: port, grpcPort };
}
