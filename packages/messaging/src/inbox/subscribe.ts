import { envelopeSchema, EVENTS, type EventName } from '@chowk/contracts/events';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { withSpan, withRequestContext } from '@chowk/runtime/telemetry';
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import type { Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import type { Outbox, Tx } from '../outbox/outbox.ts';
import { HEADERS } from '../topology.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import type { IncomingEvent, Subscription } from './subscription.ts';

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
/** A message that no try can make right: not an envelope, or data that breaks its schema. */
class PoisonMessage extends Error {
  override readonly name = 'PoisonMessage';
}

/** Makes a service consume events, each with one effect. */
export class Inbox {
  readonly #service: string;
  readonly #bus: Bus;
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  readonly #logger: Logger;
  readonly #prefetch: number;

  constructor(options: {
    service: string;
    bus: Bus;
    outbox: Outbox;
    connection: Connection;
    logger: Logger;
    prefetch: number;
  }) {
    this.#service = options.service;
    this.#bus = options.bus;
    this.#outbox = options.outbox;
    this.#connection = options.connection;
    this.#logger = options.logger;
    this.#prefetch = options.prefetch;
  }

  /**
   * Subscribes, now and after each reconnect. A failed handler is tried five times with growing pauses, then
   * the message goes to the dead letters; a message that can never be right goes there at once.
   */
  async subscribe<Names extends EventName, Result>(subscription: Subscription<Names, Result>): Promise<void> {
    const queue = this.#bus.topology.queue(this.#service, subscription.name);
    const serial = new KeyedMutex();
    await this.#bus.onConnect(async (model: ChannelModel) => {
      const channel = await model.createChannel();
      channel.on('error', (err: Error) => {
        this.#logger.warn({ err, queue }, 'consumer channel closed, reconnecting');
        model
          .close()
          .catch((closeError: unknown) => this.#logger.debug({ err: closeError }, 'connection was gone'));
      });
      await channel.prefetch(this.#prefetch);
      await channel.assertQueue(queue, { durable: true });
      for (const name of subscription.events) {
        await channel.bindQueue(queue, this.#bus.topology.events, EVENTS[name].type);
      }
      const working = new Set<Promise<void>>();
      const { consumerTag } = await channel.consume(queue, (message) => {
        if (!message) return;
        const work = this.#receive(subscription, queue, channel, message, serial).finally(() =>
          working.delete(work),
        );
        working.add(work);
      });
      return async () => {
        await channel.cancel(consumerTag);
        await Promise.all(working);
      };
    });
  }

  async #receive<Names extends EventName, Result>(
    subscription: Subscription<Names, Result>,
    queue: string,
    channel: Channel,
    message: ConsumeMessage,
    serial: KeyedMutex,
  ): Promise<void> {
    try {
      const event = this.#read(subscription, message);
      const work = () => this.#apply(subscription, event);
      await (subscription.serialBy ? serial.run(subscription.serialBy(event), work) : work());
    } catch (err) {
      try {
        await this.#retryOrDeadLetter(queue, message, err);
      } catch (cause) {
        this.#logger.error(
          { err: cause, queue },
          'a failed message could not be sent on, it will come again',
        );
        this.#requeue(channel, message);
        return;
      }
    }
    await failpoint(`${this.#service}.${subscription.name}.before-ack`);
    try {
      channel.ack(message);
    } catch (err) {
      // The channel went while we worked. The message comes again and the inbox knows it.
      this.#logger.debug({ err, queue }, 'acknowledgement came too late');
    }
  }

  #requeue(channel: Channel, message: ConsumeMessage): void {
    try {
      channel.nack(message, false, true);
    } catch (err) {
      // With its channel gone the broker gives the message back by itself.
      this.#logger.debug({ err }, 'the channel was gone');
    }
  }

  #read<Names extends EventName, Result>(
    subscription: Subscription<Names, Result>,
    message: ConsumeMessage,
  ): IncomingEvent<Names> {
    let json: unknown;
    try {
      json = JSON.parse(message.content.toString());
    } catch (cause) {
      throw new PoisonMessage('not JSON', { cause });
    }
    const envelope = envelopeSchema.safeParse(json);
    if (!envelope.success) throw new PoisonMessage(`not an envelope: ${envelope.error.message}`);
    const name = subscription.events.find((candidate) => EVENTS[candidate].type === envelope.data.type);
    if (name === undefined) throw new PoisonMessage(`${envelope.data.type} is not for ${subscription.name}`);
    const data = EVENTS[name].schema.safeParse(envelope.data.data);
    if (!data.success)
      throw new PoisonMessage(`${envelope.data.type} breaks its schema: ${data.error.message}`);
    return { ...envelope.data, name, data: data.data } as IncomingEvent<Names>;
  }

  async #apply<Names extends EventName, Result>(
    subscription: Subscription<Names, Result>,
    event: IncomingEvent<Names>,
  ): Promise<void> {
    const headers = { ...(event.traceparent !== undefined && { traceparent: event.traceparent }) };
    const facts = { event: event.type, eventId: event.id, subscription: subscription.name };
    await withSpan({ name: `${this.#service} ${event.type}`, kind: 'CONSUMER', headers }, () =>
      withRequestContext({ requestId: event.requestid ?? newId('req') }, async () => {
        let result: Result;
        try {
          result = await this.#outbox.transact(async (tx) => {
            await this.#markProcessed(subscription.name, event.id, tx);
            return subscription.handle(event, tx);
          });
        } catch (error) {
          if (!(error instanceof DuplicateEvent)) throw error;
          this.#logger.info(facts, 'event was handled before');
          return;
        }
        try {
          await subscription.afterCommit?.(event, result);
        } catch (err) {
          // The effect has committed: another try would find a duplicate and end here without this work.
          this.#logger.error(
            { err, ...facts },
            'work after the commit of an event failed and is not tried again',
          );
        }
        this.#logger.info(facts, 'event handled');
      }),
    );
  }

  async #markProcessed(subscription: string, eventId: string, tx: Tx): Promise<void> {
    const row: InboxRow = { _id: `${subscription}:${eventId}`, at: new Date() };
    try {
      await this.#connection.collection<InboxRow>(COLLECTION).insertOne(row, { session: tx.session });
    } catch (error) {
      throw isDuplicateKey(error) ? new DuplicateEvent() : error;
    }
  }

  /** Sends a failed message to a retry queue, or to the dead letters after its last try. */
  async #retryOrDeadLetter(queue: string, message: ConsumeMessage, error: unknown): Promise<void> {
    const tries = Number(message.properties.headers?.[HEADERS.tries] ?? 0) + 1;
    const delay = error instanceof PoisonMessage ? undefined : this.#bus.retryDelaysMs[tries - 1];
    const reason = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);
    const headers = { ...message.properties.headers, [HEADERS.tries]: tries, [HEADERS.queue]: queue };
    const facts = { queue, tries, eventId: message.properties.messageId as unknown };
    const messageId = String(message.properties.messageId ?? '');
    if (delay !== undefined) {
      this.#logger.warn({ err: error, ...facts, retryInMs: delay }, 'event handler failed, will try again');
      await this.#bus.send(this.#bus.topology.retry(delay), queue, message.content, { messageId, headers });
      return;
    }
    this.#logger.error({ err: error, ...facts }, 'event gave up on, now a dead letter');
    await this.#bus.send('', this.#bus.topology.deadLetters, message.content, {
      messageId,
      headers: { ...headers, [HEADERS.error]: reason, [HEADERS.failedAt]: new Date().toISOString() },
    });
  }
}
