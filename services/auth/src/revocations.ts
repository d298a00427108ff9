import { createRevocationWriter, type RevocationWriter } from '@chowk/revocations';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Redis } from 'ioredis';
import type { Config } from './config.ts';

/**
 * Writes what is revoked. It is kept for the longest life that verifiers grant a token and not for the life of
 * those that are issued now, which a deploy may have lowered while older ones live on.
 */
export const openRevocations = ({ config, redis, clock }: { config: Config; redis: Redis; clock: Clock }) =>
  createRevocationWriter({
    redis,
    prefix: config.REDIS_PREFIX,
    tokenLifetimeMs: config.ACCESS_TOKEN_MAX_LIFETIME_SECONDS * 1_000,
    clock,
  }) satisfies RevocationWriter;
