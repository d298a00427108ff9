import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import { currentRequest } from '@chowk/runtime/telemetry';
import { isDecided, isLive, type BoundProcess, type Process, type ProcessRunner } from '@chowk/saga';
import type { Order } from '../../orders/domain/order.ts';
import type { OrdersApi } from '../../orders/orders.ts';

/** Looks at the process at least so often, also while another replica drives it. */
const LOOK_MS = 250;
const PAUSE_MS = 50;
/** Kept of the request's deadline for the answer itself. */
const MARGIN_MS = 250;

/** An order, and its process unless that has been forgotten. */
interface OrderOutcome {
  order: Order;
  process: Process | undefined;
}
export type AwaitOutcome = (bound: BoundProcess<Order>, orderId: string) => Promise<OrderOutcome>;

/**
 * Waits for a process of an order, driving it where nobody does. Gives the order when the process is over,
 * waits for the customer, or needs attention; when the outcome is certain and what remains takes longer than
 * `settleMs`; or as it is when the time is up.
 * @throws AppError ORDER_NOT_FOUND
 */
export const createAwaitOutcome =
  (deps: {
    orders: Pick<OrdersApi, 'find'>;
    processes: Pick<ProcessRunner, 'takeOver' | 'find'>;
    waitMs: number;
    settleMs: number;
  }): AwaitOutcome =>
  async (bound, orderId) => {
    const { orders, processes, waitMs, settleMs } = deps;
    const now = (): number => performance.now();
    // A deadline is of this process's own clock, not of the store's.
    const untilDeadlineMs = (currentRequest()?.deadline ?? Number.POSITIVE_INFINITY) - Date.now() - MARGIN_MS;
    let end = now() + Math.min(waitMs, untilDeadlineMs);
    let decided = false;
    for (;;) {
      const look = sleep(LOOK_MS, undefined, { ref: false });
      const over = await Promise.race([processes.takeOver(bound, orderId), look]);
      if (over) return { order: over.subject, process: over.process };
      const process = await processes.find(bound, orderId);
      if (process && !decided && isDecided(bound.definition, process)) {
        decided = true;
        end = Math.min(end, now() + settleMs);
      }
      if (!process || !isLive(process.state) || process.state === 'waiting' || now() >= end) {
        const order = await orders.find(orderId);
        if (!order) throw new AppError('ORDER_NOT_FOUND');
        return { order, process };
      }
      await sleep(PAUSE_MS);
    }
  };
