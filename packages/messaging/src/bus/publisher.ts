import type { Logger } from '@chowk/runtime/log';
import type { ChannelModel, ConfirmChannel, Message } from 'amqplib';
import { BrokerConnection } from './broker-connection.ts';
import { declareTopology, type DeclaredTopology } from './declare.ts';

/** A message on its way to an exchange, or with an empty exchange to a queue. */
export interface OutgoingMessage {
  exchange: string;
  routingKey: string;
  content: Buffer;
  /** Whether some queue must take it; otherwise the broker may confirm it and forget it. */
  mandatory: boolean;
  messageId?: string;
  headers?: Record<string, unknown>;
}

/** The broker is away, or in no state to take messages; try later. */
class BrokerUnavailable extends Error {
  override readonly name = 'BrokerUnavailable';
}
/** No queue takes the message: it came back. */
export class UnroutableMessage extends Error {
  override readonly name = 'UnroutableMessage';
}

/** The connection that publishes, with confirms: what `send` resolves is on a queue, replicated and on disk. */
export class Publisher {
  readonly #logger: Logger;
  readonly #connection: BrokerConnection;
  readonly #declared: DeclaredTopology;
  readonly #confirmTimeoutMs: number;
  #channel: ConfirmChannel | undefined;
  #sequence = 0;
  readonly #returned = new Set<string>();
  #returnedCount = 0;
  #isDeclaring = false;

  constructor(options: {
    url: string;
    name: string;
    logger: Logger;
    declared: DeclaredTopology;
    confirmTimeoutMs: number;
    /** It has become able to send. */
    onUsable(): void;
  }) {
    const { url, name, logger, declared, confirmTimeoutMs, onUsable } = options;
    this.#logger = logger;
    this.#declared = declared;
    this.#confirmTimeoutMs = confirmTimeoutMs;
    this.#connection = new BrokerConnection({
      url,
      name,
      logger,
      setup: (model) => this.#setUp(model),
      onEnded: () => {
        this.#channel = undefined;
        this.#returned.clear();
      },
      onUsable,
    });
    this.#connection.start();
  }

  get isReady(): boolean {
    return this.#connection.isReady;
  }

  get isBlocked(): boolean {
    return this.#connection.isBlocked;
  }

  /** Messages that came back since the process started. */
  get returnedCount(): number {
    return this.#returnedCount;
  }

  firstAttempt(): Promise<void> {
    return this.#connection.firstAttempt;
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  /**
   * Sends one persistent message and waits for the confirm, at most for the limit: a broker in an alarm
   * neither confirms nor closes.
   * @throws BrokerUnavailable, UnroutableMessage, an AbortError when told to stop waiting, or what the broker
   *   said. Only for UnroutableMessage it is certain that no queue has it.
   */
  async send(message: OutgoingMessage, signal?: AbortSignal): Promise<void> {
    const channel = this.#channel;
    if (!channel) throw new BrokerUnavailable('the message broker is not connected');
    if (this.isBlocked) throw new BrokerUnavailable('the message broker is blocked');
    signal?.throwIfAborted();
    const correlationId = String(++this.#sequence);
    const { exchange, routingKey, content, ...properties } = message;
    const confirmed = new Promise<void>((resolve, reject) => {
      channel.publish(
        exchange,
        routingKey,
        content,
        { persistent: true, contentType: 'application/json', correlationId, ...properties },
        (error: unknown) => (error ? reject(error as Error) : resolve()),
      );
    });
    await this.#inTime(confirmed, signal);
    if (this.#returned.delete(correlationId))
      throw new UnroutableMessage(`no queue takes ${exchange}/${routingKey}`);
  }

  async #setUp(model: ChannelModel): Promise<void> {
    const channel = await model.createConfirmChannel();
    channel.on('error', (error: Error) => this.#connection.drop(error));
    channel.on('close', () => this.#connection.drop(new Error('the publishing channel closed')));
    channel.on('return', (message: Message) => {
      // A return comes ahead of the confirm of the same message.
      this.#returned.add(String(message.properties.correlationId));
      this.#returnedCount += 1;
      void this.#declareAgain(channel);
    });
    await declareTopology(channel, this.#declared);
    this.#channel = channel;
  }

  /** Somebody deleted a queue of ours. Its consumer does the same once it is cancelled, if it runs at all. */
  async #declareAgain(channel: ConfirmChannel): Promise<void> {
    if (this.#isDeclaring) return;
    this.#isDeclaring = true;
    try {
      await declareTopology(channel, this.#declared);
    } catch (err) {
      this.#logger.warn({ err }, 'queues could not be declared again');
    } finally {
      this.#isDeclaring = false;
    }
  }

  async #inTime(confirmed: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
    let tooLate: NodeJS.Timeout | undefined;
    let stopWaiting: (() => void) | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      tooLate = setTimeout(() => {
        reject(new BrokerUnavailable(`no confirm within ${this.#confirmTimeoutMs} ms`));
        // Blocked, the broker confirms later, and nothing more is published until then. Silent, it may hold
        // this connection for ever, and what is unconfirmed on it.
        if (!this.isBlocked) this.#connection.drop(new Error('the broker does not confirm'));
      }, this.#confirmTimeoutMs);
      stopWaiting = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', stopWaiting);
    });
    try {
      // What is not waited for any more must not count as unhandled.
      await Promise.race([confirmed, limit]);
    } finally {
      clearTimeout(tooLate);
      if (stopWaiting) signal?.removeEventListener('abort', stopWaiting);
    }
  }
}
