import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

const messageSchema = z
  .string()
  .transform((text, check): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      check.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ sessionId: z.string().min(1), userId: z.string() }));

const REREAD_MS = 30_000;
const MAX_SESSIONS = 1_000_000;

/**
 * Sessions that ended before their tokens did. auth writes `<prefix>revoked:<sessionId>` for as long as a
 * token may live, and says it on the channel `<prefix>revocations`. We hear the channel, and read all keys
 * at start, after each reconnect (what was said meanwhile is lost otherwise) and now and then. What we know
 * is kept for the life of a token, also when Redis is emptied.
 */
export class Revocations {
  readonly #redis: Redis;
  readonly #subscriber: Redis;
  readonly #prefix: string;
  readonly #logger: Logger;
  readonly #sessions: LRUCache<string, true>;
  #timer: NodeJS.Timeout | undefined;

  /** @param options.tokenLifetimeMs longest life of an access token */
  constructor(options: { redis: Redis; prefix: string; tokenLifetimeMs: number; logger: Logger }) {
    this.#redis = options.redis;
    this.#prefix = options.prefix;
    this.#logger = options.logger;
    this.#sessions = new LRUCache({ max: MAX_SESSIONS, ttl: options.tokenLifetimeMs });
    this.#subscriber = options.redis.duplicate();
  }

  async start(): Promise<void> {
    this.#subscriber.on('error', (err) =>
      this.#logger.warn({ err }, 'revocations cannot be heard at the moment'),
    );
    this.#subscriber.on('message', (_channel, text) => this.#hear(text));
    this.#subscriber.on('ready', () => void this.#listenAndRead());
    this.#timer = setInterval(() => void this.#read(), REREAD_MS);
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
    const message = messageSchema.safeParse(text);
    if (message.success) this.#sessions.set(message.data.sessionId, true);
    else
      this.#logger.error({ err: message.error }, 'a revocation could not be read; the next reading finds it');
  }

  /** Subscribing comes first, so that what is revoked while we read is heard. */
  async #listenAndRead(): Promise<void> {
    try {
      await this.#subscriber.subscribe(`${this.#prefix}revocations`);
      await this.#read();
    } catch (err) {
      this.#logger.warn({ err }, 'revocations cannot be heard at the moment');
    }
  }

  async #read(): Promise<void> {
    const keyPrefix = `${this.#prefix}revoked:`;
    try {
      let cursor = '0';
      do {
        const [next, keys] = await this.#redis.scan(cursor, 'MATCH', `${keyPrefix}*`, 'COUNT', 500);
        for (const key of keys) this.#sessions.set(key.slice(keyPrefix.length), true);
        cursor = next;
      } while (cursor !== '0');
    } catch (err) {
      this.#logger.warn({ err }, 'revocations could not be read');
    }
  }
}
