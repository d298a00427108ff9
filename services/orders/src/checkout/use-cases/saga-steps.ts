import { paymentIdOf, refundIdOf, reservationLines, type Order } from '../../orders/domain/order.ts';
import type { WorkingStep } from '../../orders/domain/saga.ts';
import type { Catalog, Wallet } from '../../ports.ts';

/** The calls that the saga's steps are; each may be repeated. */
export type SagaCalls = Readonly<Record<Exclude<WorkingStep, 'confirm'>, (order: Order) => Promise<void>>>;

export function createSagaCalls(deps: { catalog: Catalog; wallet: Wallet; holdSeconds: number }): SagaCalls {
  const { catalog, wallet, holdSeconds } = deps;
  /** Nothing is paid for an order that costs nothing: wallet moves amounts above zero only. */
  const ifPaid = (call: (order: Order) => Promise<void>) => async (order: Order) => {
    if (order.totals.total.amount > 0) await call(order);
  };
  return {
    'reserve-stock': (order) => catalog.reserve(order.id, reservationLines(order), holdSeconds),
    'authorise-payment': ifPaid((order) =>
      wallet.authorise({
        paymentId: paymentIdOf(order.id),
        userId: order.userId,
        amount: order.totals.total,
        reference: order.id,
        holdSeconds,
      }),
    ),
    'capture-payment': ifPaid((order) => wallet.capture(paymentIdOf(order.id))),
    'commit-stock': (order) => catalog.commit(order.id),
    'void-payment': ifPaid((order) => wallet.void(paymentIdOf(order.id), 'order failed')),
    'release-stock': (order) => catalog.release(order.id, { restock: false }),
    'refund-payment': ifPaid((order) =>
      wallet.refund({
        refundId: refundIdOf(order.id),
        paymentId: paymentIdOf(order.id),
        amount: order.totals.total,
        reason: 'order cancelled',
      }),
    ),
    restock: (order) => catalog.release(order.id, { restock: true }),
  };
}
