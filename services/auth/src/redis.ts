import { readFileSync } from 'node:fs';
import { AppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import { Redis } from 'ioredis';

/**
 * A client whose keys all carry the prefix. Commands fail fast while Redis is away: a person who waits for
 * a code is better told at once. Connects in the background and again after each loss.
 */
export function openRedis(options: { url: string; prefix: string; logger: Logger }): Redis {
  const redis = new Redis(options.url, {
    keyPrefix: options.prefix,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    retryStrategy: (tries) => Math.min(tries * 50, 1_000),
  });
  redis.on('error', (err: Error) => options.logger.warn({ err }, 'redis connection failed'));
  return redis;
}

type ScriptCall = (keys: readonly string[], args: ReadonlyArray<string | number>) => Promise<unknown>;

/** Loads one Lua script as a command; keys are prefixed by the client. */
export function loadScript(redis: Redis, name: string, file: string): ScriptCall {
  redis.defineCommand(name, { lua: readFileSync(file, 'utf8') });
  // defineCommand adds a method that the class type cannot know.
  const commands = redis as unknown as Record<string, (...args: Array<string | number>) => Promise<unknown>>;
  return (keys, args) => commands[name]!(keys.length, ...keys, ...args);
}

/** @throws AppError UPSTREAM_UNAVAILABLE when Redis does not answer: nothing is let through uncounted. */
export async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new AppError('UPSTREAM_UNAVAILABLE', { details: [{ service: 'redis' }], retryAfter: 1, cause });
  }
}
