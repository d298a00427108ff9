import { EVENTS, type EventName } from '@chowk/contracts/events';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { withSpan, withRequestContext } from '@chowk/runtime/telemetry';
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import { collectDeadLetters, type OnDeadLetter } from '../dead-letters/collect-dead-letters.ts';
import type { Outbox, Tx } from '../outbox/outbox.ts';
import { QUEUE_VERSION } from '../topology.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { readEvent, UnwantedEvent } from './read-event.ts';
import { setAside } from './set-aside.ts';
import { SubjectVersions } from './subject-versions.ts';
import {
  checkSubscriptions,
  type AnySubscription,
  type IncomingEvent,
  type Subscription,
} from './subscription.ts';

interface InboxRow {
  _id: string;
  at: Date;
}

const COLLECTION = 'inbox';
const KEEP_S = 30 * 24 * 3600;

export async function createInboxCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ at: 1 }, { expireAfterSeconds: KEEP_S });
}

class DuplicateEvent extends Error {}
/** What the transaction of an event came to, when it is not a result of `handle`. */
const OUTDATED = Symbol('outdated');

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

/** Makes a service consume events, each with one effect. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #versions: SubjectVersions;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#versions = new SubjectVersions(options.connection);
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

  #consume<Names extends EventName, Result>(subscription: Subscription<Names, Result>): void {
    const { bus, service, prefetch } = this.#options;
    const serial = new KeyedMutex();
    const queue = bus.topology.queue(service, subscription.name);
    const handle = (message: ConsumeMessage, signal: AbortSignal) =>
      this.#receive({ subscription, serial, queue }, message, signal);
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

  async #receive<Names extends EventName, Result>(
    {
      subscription,
      serial,
      queue,
    }: { subscription: Subscription<Names, Result>; serial: KeyedMutex; queue: string },
    message: ConsumeMessage,
    signal: AbortSignal,
  ): Promise<void> {
    const { service, logger } = this.#options;
    try {
      const event = readEvent(subscription, message);
      const work = () => this.#apply(subscription, event);
      await (subscription.serialBy ? serial.run(subscription.serialBy(event), work) : work());
    } catch (error) {
      if (error instanceof UnwantedEvent)
        logger.warn({ err: error, queue }, 'an event came that is no longer subscribed to, it is left out');
      else await setAside(this.#options, { message, service, queue, error }, signal);
    }
    await failpoint(`${service}.${subscription.name}.before-ack`);
  }

  async #apply<Names extends EventName, Result>(
    subscription: Subscription<Names, Result>,
    event: IncomingEvent<Names>,
  ): Promise<void> {
    const { service, outbox, logger } = this.#options;
    const headers = { ...(event.traceparent !== undefined && { traceparent: event.traceparent }) };
    const facts = { event: event.type, eventId: event.id, subscription: subscription.name };
    await withSpan({ name: `${service} ${event.type}`, kind: 'CONSUMER', headers }, () =>
      withRequestContext({ requestId: event.requestid ?? newId('req') }, async () => {
        let result: Result | typeof OUTDATED;
        try {
          result = await outbox.transact(async (tx) => {
            await this.#markProcessed(subscription.name, event.id, tx);
            const isOutdated = await this.#isOutdated(subscription, event, tx);
            if (isOutdated && subscription.older === 'drop') return OUTDATED;
            return subscription.handle(event, tx, { isOutdated });
          });
        } catch (error) {
          if (!(error instanceof DuplicateEvent)) throw error;
          logger.info(facts, 'event was handled before');
          return;
        }
        if (result === OUTDATED) {
          logger.info(facts, 'event tells of an older version than has been applied, it is left out');
          return;
        }
        try {
          await subscription.afterCommit?.(event, result as Result);
        } catch (err) {
          // The effect has committed: another try would find a duplicate and end here without this work.
          logger.error({ err, ...facts }, 'work after the commit of an event failed and is not tried again');
        }
        logger.info(facts, 'event handled');
      }),
    );
  }

  async #isOutdated<Names extends EventName, Result>(
    { older, name }: Subscription<Names, Result>,
    { subject, subjectversion: version }: IncomingEvent<Names>,
    { session }: Tx,
  ): Promise<boolean> {
    if (older === undefined || version === undefined) return false;
    return this.#versions.isOutdated({ subscription: name, subject, version }, session);
  }

  async #markProcessed(subscription: string, eventId: string, tx: Tx): Promise<void> {
    const row: InboxRow = { _id: `${subscription}:${eventId}`, at: new Date() };
    const rows = this.#options.connection.collection<InboxRow>(COLLECTION);
    try {
      await rows.insertOne(row, { session: tx.session });
    } catch (error) {
      throw isDuplicateKey(error) ? new DuplicateEvent() : error;
    }
  }
}
