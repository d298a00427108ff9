import type { Logger } from '@chowk/runtime';
import type { Redis } from 'ioredis';
import { z } from 'zod';

const messageSchema = z.object({ sessionId: z.string().min(1), userId: z.string() });
const RESCAN_MS = 30_000;

/**
 * Sessions that ended before their tokens did. auth writes `<prefix>revoked:<sessionId>` with the lifetime of
 * an access token and says it on the channel `<prefix>revocations`. We hear the channel, and read all keys at
 * start, after each reconnect (what was said meanwhile is lost otherwise) and now and then.
 */
export class Revocations {
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #prefix: string;
  readonly #logger: Logger;
  #sessions = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { redis: Redis; prefix: string; logger: Logger }) {
    this.#redis = options.redis;
    this.#prefix = options.prefix;
    this.#logger = options.logger;
    this.#subscriber = options.redis.duplicate();
  }

  async start(): Promise<void> {
    this.#subscriber.on('error', (err) =>
      this.#logger.warn({ err }, 'revocations cannot be heard at the moment'),
    );
    this.#subscriber.on('message', (_channel, text) => this.#hear(text));
    this.#subscriber.on('ready', () => void this.#listenAndRead());
    this.#timer = setInterval(() => void this.#read(), RESCAN_MS);
    if (this.#subscriber.status === 'ready') await this.#listenAndRead();
  }

  has(sessionId: string): boolean {
    return this.#sessions.has(sessionId);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#subscriber.disconnect();
  }

  #hear(text: string): void {
    const message = messageSchema.safeParse(JSON.parse(text));
    if (message.success) this.#sessions.add(message.data.sessionId);
    else this.#logger.error({ err: message.error }, 'a revocation could not be read');
  }

  async #listenAndRead(): Promise<void> {
    try {
      await this.#subscriber.subscribe(`${this.#prefix}revocations`);
      await this.#read();
    } catch (err) {
      this.#logger.warn({ err }, 'revocations cannot be heard at the moment');
    }
  }

  /** Subscribing comes first, so that what is revoked while we read is heard. */
  async #read(): Promise<void> {
    const match = `${this.#prefix}revoked:*`;
    const found = new Set<string>();
    try {
      let cursor = '0';
      do {
        const [next, keys] = await this.#redis.scan(cursor, 'MATCH', match, 'COUNT', 500);
        for (const key of keys) found.add(key.slice(match.length - 1));
        cursor = next;
      } while (cursor !== '0');
      // Only a complete reading may forget: expired keys are of sessions whose tokens are dead anyway.
      const heardMeanwhile = this.#sessions;
      this.#sessions = found;
      for (const sessionId of heardMeanwhile)
        if (await this.#redis.exists(`${this.#prefix}revoked:${sessionId}`)) found.add(sessionId);
    } catch (err) {
      this.#logger.warn({ err }, 'revocations could not be read');
    }
  }
}
