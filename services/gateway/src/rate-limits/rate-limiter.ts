import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

export interface RatePolicy {
  name: 'anonymous' | 'user' | 'auth' | 'webhook';
  limit: number;
  windowMs: number;
  /** Whether to refuse (503) rather than count here alone when Redis is away. */
  failClosed: boolean;
}

export interface Decision {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Milliseconds until the window ends. */
  resetMs: number;
  policy: RatePolicy;
}

declare module 'ioredis' {
  // The name of the parameter must be that of the declaration that this adds to.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface RedisCommander<Context> {
    countInWindow(key: string, windowMs: number): Promise<[count: number, leftMs: number]>;
  }
}

const SCRIPT = readFileSync(join(import.meta.dirname, 'fixed-window.lua'), 'utf8');

/**
 * Counts requests in Redis, so that the limit holds over all replicas. While Redis is away each replica
 * counts for itself; sign-in routes are refused instead, since their limit guards against guessing.
 */
export class RateLimiter {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #logger: Logger;
  readonly #local = new LRUCache<string, { count: number; endsAt: number }>({ max: 100_000 });

  constructor(options: { redis: Redis; prefix: string; logger: Logger }) {
    this.#redis = options.redis;
    this.#prefix = options.prefix;
    this.#logger = options.logger;
    this.#redis.defineCommand('countInWindow', { numberOfKeys: 1, lua: SCRIPT });
  }

  /** Counts one request of `subject`. @throws AppError UPSTREAM_UNAVAILABLE when it fails closed. */
  async count(policy: RatePolicy, subject: string): Promise<Decision> {
    const key = `${this.#prefix}rate:${policy.name}:${subject}`;
    const [count, leftMs] = await this.#countInRedis(key, policy);
    return {
      allowed: count <= policy.limit,
      limit: policy.limit,
      remaining: Math.max(0, policy.limit - count),
      resetMs: leftMs,
      policy,
    };
  }

  async #countInRedis(key: string, policy: RatePolicy): Promise<[number, number]> {
    try {
      return await this.#redis.countInWindow(key, policy.windowMs);
    } catch (err) {
      if (policy.failClosed) throw new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, cause: err });
      this.#logger.debug({ err }, 'rate limits are counted locally');
      return this.#countHere(key, policy);
    }
  }

  #countHere(key: string, policy: RatePolicy): [number, number] {
    const now = performance.now();
    let window = this.#local.get(key);
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + policy.windowMs };
      this.#local.set(key, window);
    }
    window.count += 1;
    return [window.count, window.endsAt - now];
  }
}

/** Header fields of draft-ietf-httpapi-ratelimit-headers-09. */
export const rateLimitHeaders = (decision: Decision): Record<string, string> => ({
  RateLimit: `"${decision.policy.name}";r=${decision.remaining};t=${Math.ceil(decision.resetMs / 1000)}`,
  'RateLimit-Policy': `"${decision.policy.name}";q=${decision.limit};w=${decision.policy.windowMs / 1000}`,
});
