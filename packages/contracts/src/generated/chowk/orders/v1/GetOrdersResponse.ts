import type { Order as _chowk_orders_v1_Order, Order__Output as _chowk_orders_v1_Order__Output } from '../../../chowk/orders/v1/Order.ts';

export interface GetOrdersResponse {
  'orders'?: (_chowk_orders_v1_Order)[];
}

export interface GetOrdersResponse__Output {
  'orders': (_chowk_orders_v1_Order__Output)[];
}
