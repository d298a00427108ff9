import { AppError } from '@chowk/contracts/errors';
import { bindProcess, type BoundProcess, type StepContext } from '@chowk/saga';
import { paymentIdOf, refundIdOf, type Order } from '../../orders/domain/order.ts';
import type { Orders } from '../../orders/ports.ts';
import type { Catalog, Wallet } from '../../ports.ts';
import { CANCELLATION } from '../domain/cancellation-process.ts';

/** What undoing an order does; each call may be repeated. */
export function createCancellationProcess(deps: {
  orders: Orders;
  catalog: Catalog;
  wallet: Wallet;
}): BoundProcess<Order> {
  const { orders, catalog } = deps;
  return bindProcess<typeof CANCELLATION.table, Order>(CANCELLATION, {
    async load(orderId) {
      const order = await orders.find(orderId);
      if (!order) throw new AppError('ORDER_NOT_FOUND');
      return order;
    },
    steps: {
      'refund-payment': refundOrder(deps),
      restock: async ({ subject: order }) => {
        await catalog.release(order.id, { restock: true });
      },
    },
    compensations: {},
  });
}

/** Gives an order's money back, once by its refund id. Wallet moves amounts above zero only. */
export const refundOrder =
  ({ orders, wallet }: { orders: Orders; wallet: Wallet }) =>
  async ({ subject: order }: StepContext<Order>): Promise<{ subject: Order }> => {
    if (order.totals.total.amount > 0) {
      await wallet.refund({
        refundId: refundIdOf(order.id),
        paymentId: paymentIdOf(order.id),
        amount: order.totals.total,
        reason: 'order cancelled',
      });
    }
    return { subject: await orders.setPayment(order.id, 'refunded') };
  };
