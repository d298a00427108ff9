import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import { currentRequest } from '@chowk/runtime/telemetry';
import type { Order } from '../../orders/domain/order.ts';
import { isWorking } from '../../orders/domain/saga.ts';
import type { Orders } from '../../orders/ports.ts';
import type { Clock } from '../../ports.ts';
import type { SagaRunner } from './saga-runner.ts';

/** Looks at the order at least so often, also while another replica drives it. */
const LOOK_MS = 250;
const PAUSE_MS = 50;
/** Kept of the request's deadline for the answer itself. */
const MARGIN_MS = 250;

export type AwaitOutcome = (orderId: string) => Promise<Order>;

/**
 * Waits for an order's saga, driving it where nobody does. Gives the order when the saga is over; when the
 * outcome is certain and what remains takes longer than `settleMs`; or as it is when the time is up.
 */
export const createAwaitOutcome =
  (deps: {
    orders: Orders;
    runner: Pick<SagaRunner, 'drive'>;
    waitMs: number;
    settleMs: number;
    now: Clock;
  }): AwaitOutcome =>
  async (orderId) => {
    const now = (): number => deps.now().getTime();
    const deadline = (currentRequest()?.deadline ?? Number.POSITIVE_INFINITY) - MARGIN_MS;
    let end = Math.min(now() + deps.waitMs, deadline);
    let certain = false;
    for (;;) {
      const look = sleep(LOOK_MS, undefined, { ref: false });
      const driven = await Promise.race([deps.runner.drive(orderId), look]);
      const order = driven ?? (await deps.orders.find(orderId));
      if (!order) throw new AppError('ORDER_NOT_FOUND');
      if (!isWorking(order.saga.step)) return order;
      if (order.status !== 'pending_payment' && !certain) {
        certain = true;
        end = Math.min(end, now() + deps.settleMs);
      }
      if (now() >= end) return order;
      await sleep(PAUSE_MS);
    }
  };
