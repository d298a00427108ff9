import { AppError } from '@chowk/contracts/errors';
import { bindProcess, type BoundProcess, type StepContext } from '@chowk/saga';
import type { CatalogClient } from '../../neighbours/catalog.ts';
import type { WalletClient } from '../../neighbours/wallet.ts';
import { paymentIdOf, refundIdOf, type Order } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';
import { CANCELLATION } from '../domain/cancellation-process.ts';

/** What undoing an order does; each call may be repeated. */
export function createCancellationProcess(deps: {
  orders: Pick<OrdersApi, 'find' | 'setPayment'>;
  catalog: CatalogClient;
  wallet: WalletClient;
}): BoundProcess<Order> {
  const { orders, catalog } = deps;
  return bindProcess<typeof CANCELLATION.table, Order>(CANCELLATION, {
    load: (orderId) => loadOrder(orders, orderId),
    steps: {
      'refund-payment': refundOrder(deps),
      restock: async ({ subject: order }) => {
        await catalog.release(order.id, { restock: true });
      },
    },
    compensations: {},
  });
}

/**
 * Gives back what is left of an order's money, once by its refund id: a part may have gone back before, by an
 * admin. Whoever refunds between the question and the refund makes wallet refuse it, and the step asks anew.
 * Wallet moves amounts above zero only.
 */
export const refundOrder =
  ({ orders, wallet }: { orders: Pick<OrdersApi, 'setPayment'>; wallet: WalletClient }) =>
  async ({ subject: order }: StepContext<Order>): Promise<{ subject: Order }> => {
    if (order.totals.total.amount > 0) {
      const paymentId = paymentIdOf(order.id);
      const amount = await wallet.unrefunded(paymentId);
      if (amount.amount > 0) {
        const refundId = refundIdOf(order.id);
        await wallet.refund({ refundId, paymentId, amount, reason: 'order cancelled' });
      }
    }
    return { subject: await orders.setPayment(order.id, 'refunded') };
  };

/** @throws AppError ORDER_NOT_FOUND */
export async function loadOrder(orders: Pick<OrdersApi, 'find'>, orderId: string): Promise<Order> {
  const order = await orders.find(orderId);
  if (!order) throw new AppError('ORDER_NOT_FOUND');
  return order;
}
