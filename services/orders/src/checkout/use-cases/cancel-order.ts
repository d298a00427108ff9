import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { BoundProcess, ProcessRunner } from '@chowk/saga';
import { move, type Actor, type Order } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';
import type { AwaitOutcome } from './await-outcome.ts';

/** Gives the order as it is then; undefined when it is not any more as it was read. */
export type CancelOrder = (order: Order, actor: Actor, reason: string) => Promise<Order | undefined>;

/**
 * Calls an order off. A settled one sets out to give money and stock back in the very commit that cancels it;
 * one that is still being settled is told in that commit, and undone once it is settled.
 * @throws AppError ILLEGAL_TRANSITION
 */
export const createCancelOrder =
  (deps: {
    orders: Pick<OrdersApi, 'change'>;
    outbox: Outbox;
    processes: ProcessRunner;
    checkout: BoundProcess<Order>;
    cancellation: BoundProcess<Order>;
    awaitOutcome: AwaitOutcome;
    clock: Clock;
  }): CancelOrder =>
  async (order, actor, reason) => {
    const { orders, outbox, processes, checkout, cancellation, awaitOutcome, clock } = deps;
    if (order.status === 'cancelled' && order.placedAt) return order;
    const cancelled = move(order, 'cancelled', actor, clock(), reason);
    const begun = await outbox.transact(async (tx) => {
      const changed = await orders.change(order, { move: cancelled }, tx);
      if (!changed) return undefined;
      const { type } = checkout.definition;
      const told = await processes.resume(type, order.id, { name: 'called-off' }, tx);
      if (told.kind === 'told' || (told.kind === 'late' && told.process.failure)) return { changed };
      const process = await processes.start(cancellation, { subject: order.id, data: {} }, tx);
      return { changed, process };
    });
    if (!begun) return undefined;
    if (begun.process) void processes.run(cancellation, begun.process, begun.changed);
    return (await awaitOutcome(begun.process ? cancellation : checkout, order.id)).order;
  };
