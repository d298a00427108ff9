import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import { z } from 'zod';

const CHUNK = 1_000;

const messageSchema = z.object({ sessionId: z.string().min(1), userId: z.string().min(1) });

/** Sessions that ended before their tokens did. */
export interface RevocationList {
  /** Those of the given sessions that were revoked. Rejects when Redis cannot be asked. */
  revokedAmong(sessionIds: readonly string[]): Promise<Set<string>>;
}

/**
 * Reads the revocation list that auth writes: a key `<prefix>revoked:<session id>` for as long as a token of
 * the session may live, and a message on the channel `<prefix>revocations` at the moment itself.
 */
export class RedisRevocations implements RevocationList {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  async revokedAmong(sessionIds: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (let start = 0; start < sessionIds.length; start += CHUNK) {
      const chunk = sessionIds.slice(start, start + CHUNK);
      const values = await this.#redis.mget(chunk.map((id) => `${this.#prefix}revoked:${id}`));
      chunk.forEach((id, index) => values[index] !== null && found.add(id));
    }
    return found;
  }

  /** Hears of revocations as they happen. The subscriber connection resubscribes by itself. */
  async listen(subscriber: Redis, logger: Logger, revoked: (sessionId: string) => void): Promise<void> {
    const channel = `${this.#prefix}revocations`;
    subscriber.on('message', (from: string, text: string) => {
      if (from !== channel) return;
      const message = messageSchema.safeParse(parsedJson(text));
      if (message.success) revoked(message.data.sessionId);
      else logger.error({ channel }, 'a revocation could not be read; the next sweep finds the session');
    });
    await subscriber.subscribe(channel);
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
