import type { ServiceContract } from '@chowk/runtime/http';
import { cartContract } from './cart/http/cart.routes.ts';
import { attentionContract } from './checkout/http/admin-attention.routes.ts';
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
    attention: attentionContract,
  },
} as const satisfies ServiceContract;
