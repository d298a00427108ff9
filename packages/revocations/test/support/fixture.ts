import { createLogger } from '@chowk/runtime/log';
import { storeAddresses, uniqueName } from '@chowk/testing';
import { Redis } from 'ioredis';
import { createRevocationReader, createRevocationWriter, type RevocationReader } from '../../src/index.ts';

const LIFETIME_MS = 900_000;

/** Redis as one test has it to itself: a prefix of its own, and what writers of before wrote. */
export async function openFixture() {
  const prefix = `${uniqueName('rev')}:`;
  const redis = new Redis(storeAddresses().redisUrl);
  const stops: Array<() => Promise<unknown>> = [];
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'info',
    pretty: false,
    destination: { write: (line: string) => void lines.push(line) },
  });
  return {
    prefix,
    redis,
    logger,
    /** What was logged. */
    lines,
    writer: (keyPrefix?: string) => {
      const client = new Redis(storeAddresses().redisUrl, keyPrefix === undefined ? {} : { keyPrefix });
      stops.push(async () => client.disconnect());
      return createRevocationWriter({ redis: client, prefix, tokenLifetimeMs: LIFETIME_MS });
    },
    async reader(
      own: { url?: string; pollMs?: number; rereadMs?: number; keyPrefix?: string } = {},
    ): Promise<RevocationReader> {
      const { url = storeAddresses().redisUrl, keyPrefix, ...waits } = own;
      // As the gateway has it: a request must not wait for Redis to come back.
      const client = new Redis(url, {
        ...(keyPrefix !== undefined && { keyPrefix }),
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        commandTimeout: 500,
        retryStrategy: () => 50,
      });
      client.on('error', () => undefined); // the reader's own warnings tell the same
      stops.push(async () => client.disconnect());
      const options = { redis: client, prefix, tokenLifetimeMs: LIFETIME_MS, logger };
      const reader = await createRevocationReader({ ...options, ...waits });
      stops.unshift(() => reader.stop());
      return reader;
    },
    atStop: (stop: () => Promise<unknown>) => stops.unshift(stop),
    /** A revocation whose message nobody heard. */
    async addUnheard(sessionId: string): Promise<void> {
      const [seconds, micros] = await redis.time();
      const score = String(Number(seconds) * 1_000_000 + Number(micros));
      await redis.zadd(`${prefix}revocations:by-time`, score, sessionId);
    },
    /** A revocation as writers wrote it before there was a set; without the message, which may be lost. */
    markOnly: (sessionId: string) => redis.set(`${prefix}revoked:${sessionId}`, 'usr_1', 'PX', LIFETIME_MS),
    /** What is left of us in a Redis that was emptied, or restarted without its data. */
    async empty() {
      const keys = await redis.keys(`${prefix}*`);
      if (keys.length > 0) await redis.del(keys);
    },
    async stop() {
      for (const stop of stops) await stop();
      await this.empty();
      redis.disconnect();
    },
  };
}

export type Fixture = Awaited<ReturnType<typeof openFixture>>;

export const ended = (sessionId: string, agoMs = 0) => ({
  sessionId,
  userId: 'usr_1',
  revokedAt: new Date(Date.now() - agoMs),
});

/** A pause that no test waits for: what is known all the same was heard. */
export const NEVER_MS = 3_600_000;
