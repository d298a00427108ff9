import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '@chowk/runtime/lifecycle';
import type { Redis } from 'ioredis';
import { CLOCK_MARGIN_MS, namesOf } from './names.ts';

const SCRIPT = join(import.meta.dirname, 'publish-revocation.lua');
/** So long readers trust the set after `publishAll` has looked through everything. */
const COMPLETE_MS = 120_000;

/** A session that ended, as those who hold access tokens of it must learn. */
export interface RevokedSession {
  sessionId: string;
  userId: string;
  revokedAt: Date;
}

/** The one writer of the list of revoked sessions in Redis. The truth is where sessions are stored. */
export interface RevocationWriter {
  /** For so long after its end a session is on the list; what ended before need not be published. */
  readonly keepMs: number;
  /** Safe to repeat; subscribers are told once. Rejects when it did not arrive: then repeat it. */
  publish(session: RevokedSession): Promise<void>;
  /**
   * Publishes whatever Redis may have forgotten; call it with all sessions that ended within `keepMs`, every
   * few seconds and when Redis comes back. For two minutes after it readers do without the marks.
   */
  publishAll(sessions: AsyncIterable<RevokedSession>): Promise<void>;
}

type PublishCommand = (
  set: string,
  sessionId: string,
  keepMs: number,
  inAnyCase: '0' | '1',
  channel: string,
  message: string,
) => Promise<unknown>;

/**
 * @param options.redis answers within a time of its own (`commandTimeout`)
 * @param options.prefix of all keys and the channel
 * @param options.tokenLifetimeMs longest life of an access token
 */
export function createRevocationWriter(options: {
  redis: Redis;
  prefix: string;
  tokenLifetimeMs: number;
  clock?: Clock;
}): RevocationWriter {
  const { redis, prefix, tokenLifetimeMs, clock = systemClock } = options;
  const names = namesOf(redis, prefix);
  const keepMs = tokenLifetimeMs + CLOCK_MARGIN_MS;
  redis.defineCommand('publishRevocation', { lua: readFileSync(SCRIPT, 'utf8'), numberOfKeys: 1 });
  // defineCommand adds a method that the class type cannot know.
  const { publishRevocation } = redis as unknown as { publishRevocation: PublishCommand };
  const publishNew = publishRevocation.bind(redis);

  const publish: RevocationWriter['publish'] = async ({ sessionId, userId, revokedAt }) => {
    const leftMs = Math.ceil(revokedAt.getTime() + keepMs - clock().getTime());
    if (leftMs <= 0) return;
    // Two commands and not one script: on a cluster the two keys live in different places.
    const isNew = await redis.set(names.mark(sessionId), userId, 'PX', leftMs, 'NX');
    const message = JSON.stringify({ sessionId, userId });
    await publishNew(names.byTime, sessionId, keepMs, isNew === 'OK' ? '1' : '0', names.channel, message);
  };

  return {
    keepMs,
    publish,
    async publishAll(sessions) {
      for await (const session of sessions) await publish(session);
      await redis.set(names.complete, '1', 'PX', COMPLETE_MS);
    },
  };
}
