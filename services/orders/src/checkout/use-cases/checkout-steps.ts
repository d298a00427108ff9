import { AppError, isAppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import { bindProcess, wait, type BoundProcess, type StepContext } from '@chowk/saga';
import type { CartApi } from '../../cart/cart.ts';
import type { CatalogClient } from '../../neighbours/catalog.ts';
import type { WalletClient } from '../../neighbours/wallet.ts';
import { isPaidAtProvider, paymentIdOf, reservationLines, type Order } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';
import { CHECKOUT } from '../domain/checkout-process.ts';
import { loadOrder, refundOrder } from './cancellation-steps.ts';
import { createCommitOrder } from './commit-order.ts';
import { createCompensateOrder } from './compensate-order.ts';

interface CheckoutTimes {
  /** How long in ms an outage before the commit point is waited out. */
  budgetMs: number;
  /** Life of reservations and money holds; an order is never confirmed after half of it. */
  holdSeconds: number;
}

/** What the steps of a checkout do; each call may be repeated, by the order's id at the neighbours. */
export function createCheckoutProcess(deps: {
  orders: Pick<OrdersApi, 'find' | 'change' | 'setPayment'>;
  cart: Pick<CartApi, 'returnLines'>;
  catalog: CatalogClient;
  wallet: WalletClient;
  /** Has an order undone once the transaction has committed. */
  scheduleCancellation(orderId: string, tx: Tx): Promise<void>;
  times: CheckoutTimes;
  clock: Clock;
}): BoundProcess<Order> {
  const { orders, catalog, wallet, scheduleCancellation, times } = deps;
  const { holdSeconds } = times;
  const tooLate = (message: string) => ({
    afterMs: holdSeconds * 500,
    error: () => new AppError('ORDER_FAILED', { message }),
  });
  const refund = refundOrder({ orders, wallet });
  return bindProcess<typeof CHECKOUT.table, Order>(CHECKOUT, {
    load: (orderId) => loadOrder(orders, orderId),
    budgetMs: times.budgetMs,
    deadlines: {
      'await-payment': tooLate('The payment did not come in time.'),
      // Its holds might lapse before they are used.
      confirm: tooLate('The checkout took too long.'),
    },
    steps: {
      'reserve-stock': async ({ subject: order }) => {
        await catalog.reserve(order.id, reservationLines(order), holdSeconds);
      },
      'authorize-payment': async ({ subject: order }) => {
        if (!costs(order) || isPaidAtProvider(order.payment.method)) return;
        await wallet.authorize({
          paymentId: paymentIdOf(order.id),
          userId: order.userId,
          amount: order.totals.total,
          reference: order.id,
          holdSeconds,
        });
      },
      'await-payment': async (context) => awaitPayment(context),
      confirm: createCommitOrder(deps),
      'capture-payment': async ({ subject: order }) => {
        if (costs(order)) await wallet.capture(paymentIdOf(order.id));
        return { subject: await orders.setPayment(order.id, 'captured') };
      },
      'commit-stock': async ({ subject: order }) => {
        await catalog.commit(order.id);
      },
      'begin-cancellation': ({ subject: order }, tx) => scheduleCancellation(order.id, tx),
    },
    compensations: {
      'release-stock': async ({ subject: order }) => {
        await catalog.release(order.id, { restock: false });
      },
      'void-payment': async (context) => {
        const { id } = context.subject;
        try {
          if (costs(context.subject)) await wallet.void(paymentIdOf(id), 'order failed');
        } catch (error) {
          // A payment at a provider was captured after all, after the order had been given up.
          if (isAppError(error, 'PAYMENT_CLOSED')) return refund(context);
          throw error;
        }
        return { subject: await orders.setPayment(id, 'voided') };
      },
      'refund-payment': refund,
      restock: async ({ subject: order }) => {
        await catalog.release(order.id, { restock: true });
      },
    },
    onCompensating: createCompensateOrder(deps),
    /** Money that comes after the order was given up goes back. */
    async onLateSignal({ subject, failure }, { name, data }, tx) {
      if (failure && name === 'payment' && data.status === 'captured')
        await scheduleCancellation(subject, tx);
    },
  });
}

/** Wallet moves amounts above zero only. */
const costs = (order: Order): boolean => order.totals.total.amount > 0;

/** What is paid from the wallet is authorized by now; a provider tells by a signal how its payment went. */
function awaitPayment({ subject: order, signal }: StepContext<Order>) {
  if (!costs(order) || !isPaidAtProvider(order.payment.method)) return undefined;
  if (!signal) return wait();
  if (signal.data.status !== 'captured') throw new AppError('PAYMENT_CLOSED');
  return undefined;
}
