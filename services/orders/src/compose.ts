import { openChassis } from '@chowk/chassis';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { composeCart } from './cart/cart.ts';
import { composeCheckout } from './checkout/checkout.ts';
import type { Config } from './config.ts';
import { ordersServer } from './grpc/orders.server.ts';
import { processes } from './migrations/0002-processes.ts';
import { quotedPrice } from './migrations/0003-quoted-price.ts';
import { placedOrdersOfAPerson } from './migrations/0004-placed-orders-of-a-person.ts';
import { createCatalogClient } from './neighbours/catalog.ts';
import { createWalletClient } from './neighbours/wallet.ts';
import type { PaymentMethod } from './orders/domain/order.ts';
import { composeOrders } from './orders/orders.ts';
import { composePricing } from './pricing/pricing.ts';

const OFFERED: readonly PaymentMethod[] = ['wallet'];

/** The one composition root of orders. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger } = context;
  const chassis = await openChassis('orders', context);
  const catalog = createCatalogClient(chassis.client('catalog', config.CATALOG_GRPC));
  const wallet = createWalletClient(chassis.client('wallet', config.WALLET_GRPC));
  const house = { chassis, config, logger, catalog, wallet, clock: chassis.clock };

  const pricing = composePricing(house);
  const cart = composeCart({ ...house, pricing: pricing.api });
  const orders = composeOrders({
    ...house,
    settlement: {
      cancel: (...order) => checkout.api.cancel(...order),
      isSettling: (orderId) => checkout.api.isSettling(orderId),
    },
  });
  const checkout = composeCheckout({
    ...house,
    ...{ pricing: pricing.api, cart: cart.api, orders: orders.api, offered: OFFERED },
  });

  return chassis.mount([pricing, cart, orders, checkout], {
    grpc: { service: 'orders', implementation: ordersServer(orders.api) },
    migrations: [processes, quotedPrice, placedOrdersOfAPerson],
  });
}
