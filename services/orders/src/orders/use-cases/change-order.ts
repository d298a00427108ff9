import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import type { UserIdentity } from '@chowk/runtime/identity';
import { CANCELLED } from '../../checkout/failpoints.ts';
import type { AwaitOutcome } from '../../checkout/use-cases/await-outcome.ts';
import type { SagaRunner } from '../../checkout/use-cases/saga-runner.ts';
import type { Clock } from '../../ports.ts';
import { move, type Actor, type Move, type Order } from '../domain/order.ts';
import type { OrderStatus } from '../domain/order-status.ts';
import type { Saga } from '../domain/saga.ts';
import type { Orders } from '../ports.ts';
import type { FindOrder } from './find-order.ts';
import { sayOrderMoved } from './say-order-moved.ts';

/** Tries against others who change the same order. */
const TRIES = 10;

/**
 * Moves orders from one status to another. A move that has been made already is answered, not made again.
 * Throws AppError ORDER_NOT_FOUND; ILLEGAL_TRANSITION naming what is allowed; PRECONDITION_FAILED when
 * others kept changing the order.
 */
export function createChangeOrder(deps: {
  orders: Orders;
  outbox: Outbox;
  findOrder: FindOrder;
  runner: SagaRunner;
  awaitOutcome: AwaitOutcome;
  now: Clock;
}) {
  const { orders, outbox, findOrder, runner, awaitOutcome, now } = deps;

  const store = (order: Order, moved: Move, saga?: Partial<Saga>): Promise<Order | undefined> =>
    outbox.transact(async (tx) => {
      const changed = await orders.change(order, { move: moved, ...(saga && { saga }) }, { tx });
      if (changed) sayOrderMoved(tx, changed, moved);
      return changed;
    });

  /** Tries until the order is still as it was read; `attempt` gives undefined when it was not. */
  const insist = async (attempt: () => Promise<Order | undefined>): Promise<Order> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const changed = await attempt();
      if (changed) return changed;
    }
    throw new AppError('PRECONDITION_FAILED');
  };

  /**
   * A settled order sets out to give money and stock back in the very commit that cancels it. One that is
   * still being settled is first settled, and then sets out: its saga sees the status.
   */
  const cancel = async (order: Order, actor: Actor, reason: string): Promise<Order | undefined> => {
    if (order.status === 'cancelled' && order.placedAt) return order;
    const cancelled = move(order, 'cancelled', actor, now(), reason);
    const settled = order.saga.step === 'settled';
    const saga = { step: 'refund-payment' as const, attempts: 0, ...runner.lease() };
    const changed = await store(order, cancelled, settled ? saga : undefined);
    if (!changed) return undefined;
    await failpoint(CANCELLED);
    if (settled) void runner.adopt(changed);
    return awaitOutcome(order.id);
  };

  return {
    /** The customer, or who manages the order, calls it off: possible until it is shipped. */
    cancel: (id: string, user: UserIdentity, reason: string): Promise<Order> =>
      insist(async () => {
        const order = await findOrder.toRead(id, user);
        const kind = order.userId === user.userId ? 'customer' : 'staff';
        return cancel(order, { kind, userId: user.userId }, reason);
      }),

    /** Staff moves the order on. Nothing is packed before it is paid for and out of the stock. */
    setStatus: (id: string, user: UserIdentity, to: OrderStatus, note?: string): Promise<Order> =>
      insist(async () => {
        const order = await findOrder.toManage(id, user);
        const actor: Actor = { kind: 'staff', userId: user.userId };
        if (order.status === to) return order;
        if (to === 'cancelled') return cancel(order, actor, note ?? 'cancelled by the shop');
        const moved = move(order, to, actor, now(), note);
        if (order.saga.step !== 'settled') {
          throw new AppError('ILLEGAL_TRANSITION', {
            message: 'The order is still being settled.',
            details: [{ path: 'status', from: order.status, to, allowed: [] }],
            retryAfter: 1,
          });
        }
        return store(order, moved);
      }),
  };
}
export type ChangeOrder = ReturnType<typeof createChangeOrder>;
