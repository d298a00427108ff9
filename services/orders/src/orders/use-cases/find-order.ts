import { AppError } from '@chowk/contracts/errors';
import { isAdmin, type UserIdentity } from '@chowk/runtime/identity';
import type { CatalogClient } from '../../neighbours/catalog.ts';
import type { Order } from '../domain/order.ts';
import type { OrderRepository } from '../ports.ts';

/** @throws AppError ORDER_NOT_FOUND; UPSTREAM_UNAVAILABLE and UPSTREAM_TIMEOUT for merchants */
export interface FindOrder {
  /** For its customer, and whoever manages it. */
  toRead(id: string, user: UserIdentity): Promise<Order>;
  toManage(id: string, user: UserIdentity): Promise<Order>;
}

/** Finds an order for somebody. One that is none of their business is not found, so that ids tell nothing. */
export function createFindOrder(deps: {
  orders: Pick<OrderRepository, 'find'>;
  catalog: Pick<CatalogClient, 'findStores'>;
}): FindOrder {
  /** Admins and owners manage every order, merchants those that are wholly from shops of their own. */
  const manages = async (user: UserIdentity, order: Order): Promise<boolean> => {
    if (isAdmin(user)) return true;
    if (!user.roles.includes('merchant')) return false;
    const stores = await deps.catalog.findStores(order.stores.map(({ storeId }) => storeId));
    return order.stores.every(({ storeId }) => stores.get(storeId)?.ownerUserId === user.userId);
  };
  const found = async (id: string): Promise<Order> => {
    const order = await deps.orders.find(id);
    if (!order) throw new AppError('ORDER_NOT_FOUND');
    return order;
  };
  return {
    async toRead(id, user) {
      const order = await found(id);
      if (order.userId === user.userId || (await manages(user, order))) return order;
      throw new AppError('ORDER_NOT_FOUND');
    },
    async toManage(id, user) {
      const order = await found(id);
      if (await manages(user, order)) return order;
      throw new AppError('ORDER_NOT_FOUND');
    },
  };
}
