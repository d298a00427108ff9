import type { Capability, Chassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Config } from '../config.ts';
import type { CatalogClient } from '../neighbours/catalog.ts';
import { checkTransitions, ORDER_TRANSITIONS } from './domain/order-status.ts';
import { orderRoutes } from './http/orders.routes.ts';
import { orderModel } from './persistence/order.model.ts';
import { createOrderRepository } from './persistence/order.repository.ts';
import type { OrderRepository, Settlement } from './ports.ts';
import { createChangeOrder, type ChangeOrder } from './use-cases/change-order.ts';
import { createFindOrder, type FindOrder } from './use-cases/find-order.ts';
import { createUpdateStatus } from './use-cases/update-status.ts';

export type { Settlement };

export interface OrdersApi extends Pick<
  OrderRepository,
  'insert' | 'find' | 'findMany' | 'hasDelivered' | 'setPayment'
> {
  /** The one way in which an order changes: its events leave with the change. */
  change: ChangeOrder;
  /** Finds an order for somebody who may see, or manage, it. */
  findFor: FindOrder;
}

/** Orders at rest: statuses, tracking, lists. */
export function composeOrders(deps: {
  chassis: Chassis;
  config: Config;
  catalog: CatalogClient;
  settlement: Settlement;
  clock: Clock;
}): Capability<OrdersApi> {
  checkTransitions(ORDER_TRANSITIONS);
  const { config, catalog, settlement, clock } = deps;
  const { connection, outbox } = deps.chassis;
  const orders = createOrderRepository(connection);
  const changeOrder = createChangeOrder({ orders });
  const findOrder = createFindOrder({ orders, catalog });
  return {
    name: 'orders',
    api: { ...orders, change: changeOrder, findFor: findOrder },
    collections: [orderModel(connection)],
    retention: [
      {
        model: orderModel(connection),
        field: 'createdAt',
        where: { failure: { $exists: true }, placedAt: { $exists: false } },
        keepDays: config.FAILED_ORDER_KEEP_DAYS,
      },
    ],
    routes: orderRoutes({
      orders,
      findOrder,
      updateStatus: createUpdateStatus({ outbox, findOrder, changeOrder, settlement, clock }),
      cursors: {
        mine: createCursorCodec(config.CURSOR_SECRET.signer('orders cursors', 16), 'orders-mine'),
        all: createCursorCodec(config.CURSOR_SECRET.signer('orders cursors', 16), 'orders-all'),
      },
    }),
  };
}
