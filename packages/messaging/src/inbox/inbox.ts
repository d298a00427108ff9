import { EVENTS, type EventName } from '@chowk/contracts/events';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { databaseFailure } from '@chowk/runtime/mongo';
import { withSpan, withRequestContext } from '@chowk/runtime/telemetry';
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import { collectDeadLetters, type OnDeadLetter } from '../dead-letters/collect-dead-letters.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { QUEUE_VERSION } from '../topology.ts';
import { applyBatch, type BatchDelivery, type Outcome } from './apply-batch.ts';
import { applyEvent, type Applied } from './apply-event.ts';
import { InboxRows } from './inbox-rows.ts';
import type { IncomingEvent } from './incoming-event.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { LaneRunner } from './lane-runner.ts';
import type { BatchSubscription, Lane } from './lane.ts';
import { readEvent, UnwantedEvent } from './read-event.ts';
import { setAside } from './set-aside.ts';
import type { Stores } from './stores.ts';
import { SubjectVersions } from './subject-versions.ts';
import { checkSubscriptions, type AnySubscription, type Subscription } from './subscription.ts';

const LEFT_OUT = {
  duplicate: 'event was handled before',
  outdated: 'event tells of an older version than has been applied, it is left out',
} as const;
/** Failures of the database that no event is to blame for. */
const AWAY: ReadonlySet<unknown> = new Set(['UPSTREAM_UNAVAILABLE', 'OVERLOADED']);

interface InboxOptions {
  service: string;
  bus: Bus;
  outbox: Outbox;
  connection: Connection;
  logger: Logger;
  /** Messages of one subscription under way at a time. */
  prefetch: number;
  onDeadLetter?: OnDeadLetter;
}

/** Applies an event of one subscription, once. */
type Apply = (event: IncomingEvent<EventName>) => Promise<Applied>;

/** Makes a service consume events, each with one effect. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #stores: Stores;
  readonly #lanes = new Map<Lane, LaneRunner<BatchDelivery, Outcome>>();

  constructor(options: InboxOptions) {
    this.#options = options;
    const { connection, outbox } = options;
    this.#stores = {
      outbox,
      rows: new InboxRows(connection),
      versions: new SubjectVersions(connection),
    };
  }

  /**
   * Consumes all subscriptions of the service, as soon as there is a broker and again after each loss of it,
   * and stores what fails every try as dead letters.
   * @throws Error when they are not those of the manifest
   */
  consume(subscriptions: readonly AnySubscription[]): void {
    const { bus, service } = this.#options;
    checkSubscriptions(bus.manifest, service, subscriptions);
    if (subscriptions.length === 0) return;
    for (const subscription of subscriptions) this.#consume(subscription);
    bus.consume(collectDeadLetters(this.#options));
  }

  #consume(subscription: AnySubscription): void {
    const { bus, service, prefetch } = this.#options;
    const queue = bus.topology.queue(service, subscription.name);
    const apply = 'lane' in subscription ? this.#together(subscription) : this.#alone(subscription);
    const handle = (message: ConsumeMessage, signal: AbortSignal) =>
      this.#receive({ subscription, apply, queue }, message, signal);
    bus.consume({ queue, prefetch, handle });
    // What a release with other arguments left, once: from here on events come into the present queue alone,
    // and what fails of the former one goes on in the present one.
    for (let version = 1; version < QUEUE_VERSION; version++) {
      const former = bus.topology.queue(service, subscription.name, version);
      const prepare = async (channel: Channel): Promise<void> => {
        for (const event of subscription.events)
          await channel.unbindQueue(former, bus.topology.events, EVENTS[event].type);
      };
      bus.consume({ queue: former, isOptional: true, prefetch, prepare, handle });
    }
  }

  /** Each event in a transaction of its own. */
  #alone(subscription: Subscription): Apply {
    const serial = new KeyedMutex();
    return (event) => {
      const work = () => applyEvent(subscription, event, this.#stores);
      return subscription.serialBy ? serial.run(subscription.serialBy(event), work) : work();
    };
  }

  /** Events in batches, with those of the other subscriptions of the lane. */
  #together(subscription: BatchSubscription): Apply {
    const { lane } = subscription;
    const runner = this.#lanes.get(lane) ?? this.#openLane(lane);
    return async (event) => ({
      outcome: await runner.add({ subscription, event }),
      afterCommit: () => subscription.afterCommit?.(event),
    });
  }

  #openLane(lane: Lane): LaneRunner<BatchDelivery, Outcome> {
    const { service, logger } = this.#options;
    const facts = { lane: lane.name };
    const runner = new LaneRunner<BatchDelivery, Outcome>({
      windowMs: lane.windowMs,
      maxEvents: lane.maxEvents,
      apply: async (batch) => {
        const { outcomes, result } = await applyBatch(lane, batch, this.#stores);
        await failpoint(`${service}.${lane.name}.committed`);
        try {
          if (result) await lane.afterCommit?.(result.value);
        } catch (err) {
          logger.error({ err, ...facts }, 'work after the commit of a batch failed and is not tried again');
        }
        return outcomes;
      },
      concernsAll: (error) => AWAY.has(databaseFailure(error)?.code),
      onTakenApart: (err, events) =>
        logger.warn({ err, ...facts, events }, 'a batch of events failed, it is taken apart'),
    });
    this.#lanes.set(lane, runner);
    return runner;
  }

  async #receive(
    { subscription, apply, queue }: { subscription: AnySubscription; apply: Apply; queue: string },
    message: ConsumeMessage,
    signal: AbortSignal,
  ): Promise<void> {
    const { service, logger } = this.#options;
    try {
      await this.#handle(subscription, readEvent(subscription, message), apply);
    } catch (error) {
      if (error instanceof UnwantedEvent)
        logger.warn({ err: error, queue }, 'an event came that is no longer subscribed to, it is left out');
      else await setAside(this.#options, { message, service, queue, error }, signal);
    }
    await failpoint(`${service}.${subscription.name}.before-ack`);
  }

  /** As part of the request and trace of its cause. */
  async #handle(subscription: AnySubscription, event: IncomingEvent<EventName>, apply: Apply): Promise<void> {
    const { service, logger } = this.#options;
    const headers = { ...(event.traceparent !== undefined && { traceparent: event.traceparent }) };
    const facts = { event: event.type, eventId: event.id, subscription: subscription.name };
    await withSpan({ name: `${service} ${event.type}`, kind: 'CONSUMER', headers }, () =>
      withRequestContext({ requestId: event.requestid ?? newId('req') }, async () => {
        const { outcome, afterCommit } = await apply(event);
        if (outcome !== 'handled') {
          logger.info(facts, LEFT_OUT[outcome]);
          return;
        }
        try {
          await afterCommit?.();
        } catch (err) {
          // The effect has committed: another try would find a duplicate and end here without this work.
          logger.error({ err, ...facts }, 'work after the commit of an event failed and is not tried again');
        }
        logger.info(facts, 'event handled');
      }),
    );
  }
}
