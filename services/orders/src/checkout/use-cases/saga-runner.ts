import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { withSpan, withRequestContext } from '@chowk/runtime/telemetry';
import type { Order } from '../../orders/domain/order.ts';
import { isWorking, judge, paymentAfter, stepAfter, type WorkingStep } from '../../orders/domain/saga.ts';
import type { Orders } from '../../orders/ports.ts';
import type { Clock } from '../../ports.ts';
import { called, COMPENSATING, passed } from '../failpoints.ts';
import type { SagaCalls } from './saga-steps.ts';
import type { TurnOrder } from './turn-order.ts';

interface RunnerSettings {
  leaseMs: number;
  sweepMs: number;
  sweepBatch: number;
  backoff: { firstMs: number; maxMs: number };
}

/** Shorter pauses are slept through; for longer ones the order is put down, to be picked up by the sweep. */
const STAY_MS = 1_000;

/**
 * Drives sagas to their end. Whoever drives holds a lease in the order itself and renews it; when the
 * process dies, any replica's sweep takes the order over once the lease has ended. The lease saves work, it
 * does not keep the books: every record is a conditional update on step and holder, and every call may be
 * repeated, so two drivers at once would merely ask twice.
 */
export class SagaRunner {
  /** Name of this process in leases. */
  readonly holder = newId('rpl');
  readonly #orders: Orders;
  readonly #calls: SagaCalls;
  readonly #turn: TurnOrder;
  readonly #settings: RunnerSettings;
  readonly #logger: Logger;
  readonly #now: Clock;
  readonly #running = new Map<string, Promise<Order | undefined>>();
  readonly #stopping = new AbortController();
  #swept = 0;
  #sweeping: Promise<void> | undefined;

  constructor(deps: {
    orders: Orders;
    calls: SagaCalls;
    turn: TurnOrder;
    settings: RunnerSettings;
    logger: Logger;
    now: Clock;
  }) {
    this.#orders = deps.orders;
    this.#calls = deps.calls;
    this.#turn = deps.turn;
    this.#settings = deps.settings;
    this.#logger = deps.logger;
    this.#now = deps.now;
  }

  /** Until when a lease taken now lasts. */
  lease(): { holder: string; leaseUntil: Date } {
    return { holder: this.holder, leaseUntil: new Date(this.#now().getTime() + this.#settings.leaseMs) };
  }

  /** Begins to drive an order whose lease this process holds already. */
  adopt(order: Order): Promise<Order | undefined> {
    return this.#run(order.id, async () => order);
  }

  /**
   * Takes an order over, if nobody holds it, and drives it. Gives the order once its saga is over, and
   * undefined when somebody else has it or it must wait. Never rejects.
   */
  drive(orderId: string): Promise<Order | undefined> {
    return this.#run(orderId, () => {
      const { holder, leaseUntil } = this.lease();
      return this.#orders.takeOver(orderId, holder, leaseUntil, this.#now());
    });
  }

  /** Looks for orders that nobody drives, until stopped. */
  startSweeping(): void {
    this.#sweeping = this.#sweepUntilStopped();
  }

  /** Takes up nothing new, lets go of what waits, and resolves when what is under way has been recorded. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await Promise.all(this.#running.values());
  }

  #run(orderId: string, take: () => Promise<Order | undefined>): Promise<Order | undefined> {
    const running = this.#running.get(orderId);
    if (running) return running;
    const work = take()
      .then((order) => order && this.#inItsContext(order))
      .catch((err: unknown) => {
        this.#logger.error({ err, orderId }, 'saga interrupted, will be taken up again when its lease ends');
        return undefined;
      })
      .finally(() => this.#running.delete(orderId));
    this.#running.set(orderId, work);
    return work;
  }

  /** In the request and trace that began the order, but without that request's deadline: the order has its own. */
  #inItsContext(order: Order): Promise<Order | undefined> {
    const { requestId = newId('req'), traceparent } = order.saga;
    const span = { name: 'orders saga', kind: 'INTERNAL' as const, headers: { traceparent } };
    return withRequestContext({ requestId }, () => withSpan(span, () => this.#work(order)));
  }

  async #work(order: Order): Promise<Order | undefined> {
    let current: Order | undefined = order;
    while (current && isWorking(current.saga.step)) {
      current = this.#stopping.signal.aborted
        ? await this.#putDown(current, 0)
        : await this.#take(current, current.saga.step);
    }
    return current;
  }

  /** One step. Gives the order as it is then; undefined when it is not ours any more. */
  async #take(order: Order, step: WorkingStep): Promise<Order | undefined> {
    try {
      const changed = step === 'confirm' ? await this.#confirm(order) : await this.#call(order, step);
      if (changed) await failpoint(passed(step));
      return changed ?? (await this.#ours(order.id));
    } catch (error) {
      return (await this.#recover(order, step, error)) ?? (await this.#ours(order.id));
    }
  }

  #confirm(order: Order): Promise<Order | undefined> {
    return this.#turn.confirm(order, this.lease());
  }

  async #call(order: Order, step: Exclude<WorkingStep, 'confirm'>): Promise<Order | undefined> {
    await this.#keeping(order.id, () => this.#calls[step](order));
    await failpoint(called(step));
    const saga = { step: stepAfter(step, order.status === 'cancelled'), attempts: 0, ...this.lease() };
    return this.#orders.change(order, { saga, payment: paymentAfter(step) }, { holder: this.holder });
  }

  async #recover(order: Order, step: WorkingStep, error: unknown): Promise<Order | undefined> {
    const verdict = judge(order.saga, step, error, this.#now(), this.#settings.backoff);
    const facts = { orderId: order.id, step, attempts: order.saga.attempts };
    if (verdict.kind === 'turn-back') {
      this.#logger.info({ ...facts, reason: verdict.failure.code }, 'order turns back');
      const turned = await this.#turn.turnBack(order, verdict.to, verdict.failure, this.lease());
      if (turned) await failpoint(COMPENSATING);
      return turned;
    }
    // A refusal where the table knows no way back means that books disagree: somebody must look.
    const level = isAppError(error) && error.status >= 500 && order.saga.attempts < 5 ? 'warn' : 'error';
    this.#logger[level](
      { ...facts, err: error, pauseMs: verdict.pauseMs },
      'saga step failed, will try again',
    );
    if (verdict.pauseMs > STAY_MS) return this.#putDown(order, verdict.pauseMs);
    await this.#keeping(order.id, () =>
      sleep(verdict.pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined),
    );
    const saga = { attempts: order.saga.attempts + 1, ...this.lease() };
    return this.#orders.change(order, { saga }, { holder: this.holder });
  }

  /** Lets go of the order; anybody may pick it up after the pause. Always undefined: it is not ours any more. */
  async #putDown(order: Order, pauseMs: number): Promise<undefined> {
    const saga = {
      attempts: order.saga.attempts + (pauseMs > 0 ? 1 : 0),
      holder: null,
      leaseUntil: new Date(this.#now().getTime() + pauseMs),
    };
    await this.#orders.change(order, { saga }, { holder: this.holder });
  }

  async #ours(orderId: string): Promise<Order | undefined> {
    const order = await this.#orders.find(orderId);
    return order && (order.saga.holder === this.holder || !isWorking(order.saga.step)) ? order : undefined;
  }

  /**
   * Renews the lease while something takes its time outside the database. Records renew it themselves. A
   * renewal beside a transaction on the same order would wait for that transaction on a connection which
   * the transaction may need to get on: enough of them, and the pool stands still.
   */
  async #keeping<T>(orderId: string, work: () => Promise<T>): Promise<T> {
    let renewing: Promise<void> | undefined;
    const beat = setInterval(() => {
      renewing ??= this.#renew(orderId).finally(() => (renewing = undefined));
    }, this.#settings.leaseMs / 3);
    try {
      return await work();
    } finally {
      clearInterval(beat);
      await renewing;
    }
  }

  async #renew(orderId: string): Promise<void> {
    try {
      await this.#orders.renew(orderId, this.holder, this.lease().leaseUntil);
    } catch (err) {
      // The next beat tries again; without any the lease ends and somebody takes the order over.
      this.#logger.warn({ err, orderId }, 'lease not renewed');
    }
  }

  async #sweepUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const pause = this.#settings.sweepMs * (0.75 + Math.random() / 2);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#sweep();
      } catch (err) {
        this.#logger.warn({ err }, 'saga sweep failed, will try again');
      }
    }
  }

  async #sweep(): Promise<void> {
    const room = this.#settings.sweepBatch - this.#swept;
    if (room <= 0) return;
    for (const orderId of await this.#orders.due(this.#now(), room)) {
      this.#swept += 1;
      void this.drive(orderId).finally(() => (this.#swept -= 1));
    }
  }
}
