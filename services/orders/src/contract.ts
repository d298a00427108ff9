import { attentionContract } from '@chowk/attention/contract';
import type { ServiceContract } from '@chowk/runtime/http';
import { cartContract } from './cart/http/cart.routes.ts';
import { checkoutContract } from './checkout/http/checkout.routes.ts';
import { ordersContract } from './orders/http/orders.routes.ts';

/** All that orders serves over HTTP. */
export const contract = {
  service: 'orders',
  title: 'Orders',
  capabilities: {
    cart: cartContract,
    checkout: checkoutContract,
    orders: ordersContract,
    attention: attentionContract('orders'),
  },
} as const satisfies ServiceContract;
