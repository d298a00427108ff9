import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Catalog } from '../../ports.ts';
import type { Order } from '../domain/order.ts';
import type { Orders } from '../ports.ts';

/**
 * Finds an order for somebody. One that is none of their business is not found, so that ids tell nothing.
 * Throws AppError ORDER_NOT_FOUND; UPSTREAM_UNAVAILABLE and UPSTREAM_TIMEOUT for merchants, whose shops
 * catalog knows.
 */
export function createFindOrder(deps: { orders: Orders; catalog: Catalog }) {
  /** Admins and owners manage every order, merchants those that are wholly from shops of their own. */
  const manages = async (user: UserIdentity, order: Order): Promise<boolean> => {
    if (user.roles.includes('admin') || user.roles.includes('owner')) return true;
    if (!user.roles.includes('merchant')) return false;
    const stores = await deps.catalog.stores(order.stores.map(({ storeId }) => storeId));
    return order.stores.every(({ storeId }) => stores.get(storeId)?.ownerUserId === user.userId);
  };
  const found = async (id: string): Promise<Order> => {
    const order = await deps.orders.find(id);
    if (!order) throw new AppError('ORDER_NOT_FOUND');
    return order;
  };
  return {
    async toRead(id: string, user: UserIdentity): Promise<Order> {
      const order = await found(id);
      if (order.userId === user.userId || (await manages(user, order))) return order;
      throw new AppError('ORDER_NOT_FOUND');
    },
    async toManage(id: string, user: UserIdentity): Promise<Order> {
      const order = await found(id);
      if (await manages(user, order)) return order;
      throw new AppError('ORDER_NOT_FOUND');
    },
  };
}
export type FindOrder = ReturnType<typeof createFindOrder>;
