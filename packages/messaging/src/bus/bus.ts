import type { Envelope } from '@chowk/contracts/events';
import type { Logger } from '@chowk/runtime/log';
import { connect, type ChannelModel, type ConfirmChannel, type RecoveringChannelModel } from 'amqplib';
import { topology, type Topology } from '../topology.ts';

/** Sets something up on a fresh connection; called again after each reconnect. Returns how to end it. */
type Setup = (model: ChannelModel) => Promise<() => Promise<void>>;

/** The connection to the broker: publishes with confirms and keeps subscriptions alive across reconnects. */
export class Bus {
  readonly topology: Topology;
  readonly retryDelaysMs: readonly number[];
  readonly #logger: Logger;
  #connection: RecoveringChannelModel | undefined;
  #channel: ConfirmChannel | undefined;
  #model: ChannelModel | undefined;
  readonly #setups: Setup[] = [];
  #ends: Array<() => Promise<void>> = [];

  private constructor(prefix: string, retryDelaysMs: readonly number[], logger: Logger) {
    this.topology = topology(prefix);
    this.retryDelaysMs = retryDelaysMs;
    this.#logger = logger;
  }

  /** Connects, waiting for the broker as long as it takes; the service is not ready until then. */
  static async connect(options: {
    url: string;
    prefix: string;
    logger: Logger;
    /** Waits before the second, third … try of a failed handler. */
    retryDelaysMs: readonly number[];
  }): Promise<Bus> {
    const bus = new Bus(options.prefix, options.retryDelaysMs, options.logger);
    bus.#connection = await connect(options.url, {
      recovery: {
        initialDelay: 100,
        maxDelay: 5_000,
        setup: (model: ChannelModel) => bus.#onConnected(model),
      },
    });
    bus.#connection.on('disconnect', (err: Error) => bus.#onDisconnected(err));
    bus.#connection.on('connect-failed', (err: Error) => bus.#onDisconnected(err));
    bus.#connection.on('error', (err: Error) =>
      options.logger.warn({ err }, 'message broker connection failed'),
    );
    return bus;
  }

  get connected(): boolean {
    return this.#channel !== undefined;
  }

  /**
   * Publishes events in the order given and resolves when the broker has all of them safe.
   * Rejects when the broker is away or refuses one; the caller keeps them and tries again.
   */
  async publish(envelopes: readonly Envelope[]): Promise<void> {
    await Promise.all(
      envelopes.map((envelope) =>
        this.send(this.topology.events, envelope.type, Buffer.from(JSON.stringify(envelope)), {
          messageId: envelope.id,
          headers: { ...(envelope.traceparent !== undefined && { traceparent: envelope.traceparent }) },
        }),
      ),
    );
  }

  /** Sends one persistent message and waits for the broker's confirm. An empty exchange addresses a queue. */
  async send(
    exchange: string,
    routingKey: string,
    content: Buffer,
    properties: { messageId?: string; headers?: Record<string, unknown> },
  ): Promise<void> {
    const channel = this.#channel;
    if (!channel) throw new Error('the message broker is not connected');
    await new Promise<void>((resolve, reject) => {
      channel.publish(
        exchange,
        routingKey,
        content,
        { persistent: true, contentType: 'application/json', ...properties },
        (error: unknown) => (error ? reject(error as Error) : resolve()),
      );
    });
  }

  /** Sets a subscription up now, and again after each reconnect. */
  async onConnect(setup: Setup): Promise<void> {
    this.#setups.push(setup);
    if (this.#model) this.#ends.push(await setup(this.#model));
  }

  /** Takes no further messages and resolves when the handlers under way have finished. */
  async stopConsuming(): Promise<void> {
    this.#setups.splice(0);
    await Promise.all(this.#ends.splice(0).map((end) => end()));
  }

  /** Closes the connection. Stop consuming and publishing first. */
  async stop(): Promise<void> {
    this.#channel = undefined;
    await this.#connection?.close();
  }

  async #onConnected(model: ChannelModel): Promise<void> {
    const channel = await model.createConfirmChannel();
    this.#dropConnectionWithChannel(model, channel);
    await this.#declare(channel);
    this.#ends = await Promise.all(this.#setups.map((setup) => setup(model)));
    this.#model = model;
    this.#channel = channel;
  }

  /** Exchanges and queues that everybody shares; declaring them again is harmless. */
  async #declare(channel: ConfirmChannel): Promise<void> {
    await channel.assertExchange(this.topology.events, 'topic', { durable: true });
    await channel.assertQueue(this.topology.deadLetters, { durable: true });
    for (const delay of this.retryDelaysMs) {
      const queue = this.topology.retry(delay);
      await channel.assertExchange(queue, 'fanout', { durable: true });
      await channel.assertQueue(queue, {
        durable: true,
        messageTtl: delay,
        deadLetterExchange: '',
      });
      await channel.bindQueue(queue, queue, '');
    }
  }

  /** The library recovers lost connections, not lost channels: without its channel a connection is dropped. */
  #dropConnectionWithChannel(model: ChannelModel, channel: ConfirmChannel): void {
    channel.on('error', (err: Error) => {
      this.#logger.warn({ err }, 'message broker closed a channel, reconnecting');
      model
        .close()
        .catch((closeError: unknown) => this.#logger.debug({ err: closeError }, 'connection was gone'));
    });
  }

  #onDisconnected(err: Error): void {
    if (this.#channel) this.#logger.warn({ err }, 'message broker lost, reconnecting');
    this.#channel = undefined;
    this.#model = undefined;
    this.#ends = [];
  }
}
