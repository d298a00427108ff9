import { AppError } from '@chowk/contracts/errors';
import type { ServiceContext } from '@chowk/runtime/lifecycle';
import { closeRedis, openRedis } from '@chowk/runtime/redis';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Config } from './config.ts';

/** Auth's connection to Redis, closed at stop. */
export function connectRedis({
  config,
  logger,
  shutdown,
}: Pick<ServiceContext<Config>, 'config' | 'logger' | 'shutdown'>): Redis {
  const redis = openRedis({
    url: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    profile: 'fail-fast',
    commandTimeoutMs: config.REDIS_COMMAND_TIMEOUT_MS,
    retries: config.REDIS_RETRIES,
    logger,
  });
  shutdown.add('redis', () => closeRedis(redis));
  return redis;
}

/** @throws AppError UPSTREAM_UNAVAILABLE when Redis does not answer: nothing is let through uncounted. */
export async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    // Redis did answer, and not what our script answers: a fault of ours.
    if (cause instanceof z.ZodError) throw cause;
    throw new AppError('UPSTREAM_UNAVAILABLE', { details: [{ service: 'redis' }], retryAfter: 1, cause });
  }
}
