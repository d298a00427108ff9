import type { Logger } from '@chowk/runtime/log';
import type { ChannelModel } from 'amqplib';
import { BrokerConnection } from './broker-connection.ts';
import { startConsumer, type QueueConsumer, type RunningConsumer } from './consumer.ts';
import { declareTopology, type DeclaredTopology } from './declare.ts';

/** The connection that consumes: made with the first consumer, and all of them are started anew on each one. */
export class Consumers {
  readonly #logger: Logger;
  readonly #connection: BrokerConnection;
  readonly #declared: DeclaredTopology;
  readonly #consumers: QueueConsumer[] = [];
  readonly #running: RunningConsumer[] = [];
  /** The connection on which all consumers have been started. */
  #startedOn: ChannelModel | undefined;

  constructor(options: { url: string; name: string; logger: Logger; declared: DeclaredTopology }) {
    const { url, name, logger, declared } = options;
    this.#logger = logger;
    this.#declared = declared;
    this.#connection = new BrokerConnection({
      url,
      name,
      logger,
      setup: (model) => this.#setUp(model),
      onEnded: () => {
        this.#startedOn = undefined;
        this.#running.splice(0).forEach((consumer) => consumer.lost());
      },
    });
  }

  /** Whether nothing keeps messages from coming; true without any consumer. */
  get isReady(): boolean {
    return this.#consumers.length === 0 || this.#connection.isReady;
  }

  /** Resolves when the first attempt to connect has ended; at once without any consumer. */
  async firstAttempt(): Promise<void> {
    if (this.#consumers.length > 0) await this.#connection.firstAttempt;
  }

  add(consumer: QueueConsumer): void {
    this.#consumers.push(consumer);
    // Who comes while the others are being started is started with them.
    if (this.#startedOn)
      this.#start(this.#startedOn, consumer).catch((error: Error) => this.#connection.drop(error));
    this.#connection.start();
  }

  /** Takes no further messages, resolves when those under way have been handled, and closes. */
  async stop(): Promise<void> {
    this.#consumers.splice(0);
    await Promise.all(this.#running.splice(0).map((consumer) => consumer.stop()));
    await this.#connection.stop();
  }

  async #setUp(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel();
    channel.on('error', (error: Error) => this.#connection.drop(error));
    await declareTopology(channel, this.#declared);
    await channel.close();
    for (const consumer of this.#consumers) await this.#start(model, consumer);
    this.#startedOn = model;
  }

  async #start(model: ChannelModel, consumer: QueueConsumer): Promise<void> {
    const onSilenced = (error: Error) => this.#connection.drop(error);
    const running = await startConsumer(model, consumer, { logger: this.#logger, onSilenced });
    if (running) this.#running.push(running);
  }
}
