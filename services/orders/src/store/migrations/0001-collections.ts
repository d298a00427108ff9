import { createCollections, type Migration } from '@chowk/runtime/mongo';
import { cartModel } from '../../cart/store/cart.model.ts';
import { orderModel } from '../../orders/store/order.model.ts';

/** Carts and orders with their indexes. */
export const collections: Migration = {
  id: '0001-collections',
  async up(connection) {
    await createCollections([cartModel(connection) as never, orderModel(connection) as never]);
  },
};
