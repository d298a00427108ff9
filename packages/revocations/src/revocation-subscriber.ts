import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import { messageSchema, namesOf } from './names.ts';

const PING_EVERY_MS = 5_000;
const ANSWER_MS = 2_000;

export interface RevocationSubscriberOptions {
  /** Another connection like this one is made for the subscription. */
  redis: Redis;
  prefix: string;
  logger: Logger;
  onRevoked(sessionId: string): void;
  /** Messages come from now on; what was said before is lost. */
  onSubscribed(): void;
  /** Pause in ms between two pings, 5000. */
  pingEveryMs?: number;
}

/** Hears revocations at the moment they are said, over a connection that is known to be alive. */
export class RevocationSubscriber {
  readonly #redis: Redis;
  readonly #channel: string;
  readonly #options: RevocationSubscriberOptions;
  readonly #pings: PeriodicTask;

  /** Begins to connect. */
  constructor(options: RevocationSubscriberOptions) {
    this.#options = options;
    const { redis, prefix, logger, pingEveryMs = PING_EVERY_MS } = options;
    this.#channel = namesOf(redis, prefix).channel;
    this.#redis = redis.duplicate({
      lazyConnect: false,
      enableOfflineQueue: true,
      enableAutoPipelining: false,
      maxRetriesPerRequest: null,
      commandTimeout: ANSWER_MS,
    });
    this.#redis.on('error', (err) => logger.warn({ err }, 'revocations cannot be heard at the moment'));
    this.#redis.on('message', (channel, text) => this.#hear(channel, text));
    this.#redis.on('ready', () => void this.#subscribe());
    this.#pings = new PeriodicTask({
      name: 'check of the revocation subscription',
      everyMs: pingEveryMs,
      run: () => this.#ping(),
      logger,
    });
  }

  async stop(): Promise<void> {
    this.#redis.disconnect();
    await this.#pings.stop();
  }

  #hear(channel: string, text: string): void {
    if (channel !== this.#channel) return;
    const message = messageSchema.safeParse(text);
    if (message.success) this.#options.onRevoked(message.data.sessionId);
    else
      this.#options.logger.error(
        { err: message.error },
        'a revocation could not be read; the next look at the list finds it',
      );
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#redis.subscribe(this.#channel);
      this.#options.onSubscribed();
    } catch (err) {
      this.#options.logger.warn({ err }, 'revocations cannot be heard at the moment');
      this.#reconnect();
    }
  }

  /** A connection that is cut without a goodbye looks open for many minutes, and nothing comes. */
  async #ping(): Promise<void> {
    if (this.#redis.status !== 'ready') return;
    try {
      await this.#redis.ping();
    } catch (err) {
      this.#options.logger.warn({ err }, 'the subscription to revocations was dead, connecting again');
      this.#reconnect();
    }
  }

  #reconnect(): void {
    // Not after stop(), which has ended the connection for good.
    if (this.#redis.status !== 'end') this.#redis.disconnect(true);
  }
}
