import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from '../log/logger.ts';

interface OpenRedisOptions {
  url: string;
  /**
   * `fail-fast` for commands that a request waits for: they reject within `commandTimeoutMs`. `subscriber` for
   * subscriptions, which wait for Redis as long as it takes and are made again after each loss; a client that
   * subscribes can do nothing else.
   */
  profile: 'fail-fast' | 'subscriber';
  logger: Logger;
  /** Put before every key, not before channels. */
  prefix?: string;
  /** Longest wait for an answer in ms, 2 s unless said; for `fail-fast`. */
  commandTimeoutMs?: number;
  /** How often a command is sent again after a lost connection, once unless said; for `fail-fast` with a queue. */
  retries?: number;
  /**
   * For `fail-fast`: false refuses commands at once while there is no connection, and sends those of one
   * tick together: for a path so hot that even a short wait would pile up. Otherwise they wait for the
   * connection as they wait for an answer.
   */
  offlineQueue?: boolean;
}

/** Pause in ms before the next try to connect. Short: Redis is needed as soon as it is back. */
const retryStrategy = (tries: number): number => Math.min(tries * 50, 1_000);

/**
 * A client of Redis. It connects in the background and again after each loss, and logs each failure; it never
 * throws for a Redis that is away, only its commands reject. Close it with `closeRedis`.
 */
export function openRedis(options: OpenRedisOptions): Redis {
  const redis = new Redis(options.url, {
    ...profileOptions(options),
    ...(options.prefix !== undefined && { keyPrefix: options.prefix }),
    retryStrategy,
    // Longest wait in ms for a server that does not say goodbye.
    disconnectTimeout: 500,
  });
  redis.on('error', (err: Error) => options.logger.warn({ err }, 'redis connection failed, reconnecting'));
  return redis;
}

function profileOptions({
  profile,
  commandTimeoutMs = 2_000,
  retries = 1,
  offlineQueue = true,
}: OpenRedisOptions) {
  if (profile === 'subscriber') return { maxRetriesPerRequest: null };
  return {
    commandTimeout: commandTimeoutMs,
    maxRetriesPerRequest: offlineQueue ? retries : 0,
    enableOfflineQueue: offlineQueue,
    enableAutoPipelining: !offlineQueue,
  };
}

/** Longest wait in ms for commands under way when a client is closed. */
const QUIT_MS = 1_000;

/** Lets commands under way finish where there is a connection, for a second at the most, and closes. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') {
    const giveUp = new AbortController();
    const patience = sleep(QUIT_MS, undefined, { signal: giveUp.signal }).catch(() => undefined);
    // A connection that goes meanwhile is closed as well.
    await Promise.race([redis.quit().catch(() => undefined), patience]);
    giveUp.abort();
  }
  if (redis.status !== 'end') redis.disconnect();
}

/** The time of the server: one clock for all who ask it. */
export async function redisTime(redis: Redis): Promise<Date> {
  const [seconds, microseconds] = await redis.time();
  return new Date(Number(seconds) * 1_000 + Number(microseconds) / 1_000);
}
