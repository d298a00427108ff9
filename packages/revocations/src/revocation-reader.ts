import { setTimeout as sleep } from 'node:timers/promises';
import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import { KnownSessions } from './known-sessions.ts';
import { CLOCK_MARGIN_MS } from './names.ts';
import { createRevocationList } from './revocation-list.ts';
import { RevocationSubscriber } from './revocation-subscriber.ts';

const MAX_SESSIONS = 1_000_000;
const FIRST_READ_MS = 2_000;
/** Looked at again each time, in microseconds: Redis' clock may have been set back, or be that of a new master. */
const OVERLAP_US = 10_000_000;

/** Sessions that ended before their tokens did. */
export interface RevocationReader {
  /** From memory: whether the session is known to have been revoked. */
  contains(sessionId: string): boolean;
  /**
   * Those of the given sessions that were revoked, by what Redis and this process know now. For moments when
   * not to know is to refuse. Rejects when Redis cannot be asked.
   */
  revokedAmong(sessionIds: readonly string[]): Promise<Set<string>>;
  /** Hears of each revoked session once, when it becomes known here, and of those that are known already. */
  listen(listener: (sessionId: string) => void): void;
  /** For readiness: rejects until the list has been read once. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

export interface RevocationReaderOptions {
  /** Answers within a time of its own (`commandTimeout`). Subscribing is done by a second connection like it. */
  redis: Redis;
  /** Prefix of all keys and the channel. */
  prefix: string;
  /** Longest life of an access token: so long a revoked session is remembered, also when Redis is emptied. */
  tokenLifetimeMs: number;
  logger: Logger;
  /** Pause in ms between two looks at what is new, 1000. */
  pollMs?: number;
  /** Pause in ms between two readings of the whole list, 30,000. */
  rereadMs?: number;
}

/**
 * The one reader of the list. Messages are fast and may be lost; so each second it asks for what is new, and
 * reads everything at the start, after each reconnect and every half a minute. Resolves when the list has been
 * read, or after two seconds without: it goes on trying.
 */
export async function createRevocationReader(options: RevocationReaderOptions): Promise<RevocationReader> {
  const { redis, prefix, tokenLifetimeMs, logger, pollMs = 1_000, rereadMs = 30_000 } = options;
  const list = createRevocationList(redis, prefix);
  const known = new KnownSessions({ keepMs: tokenLifetimeMs + CLOCK_MARGIN_MS, max: MAX_SESSIONS });
  const listeners: Array<(sessionId: string) => void> = [];
  const firstRead = Promise.withResolvers<void>();
  let hasRead = false;
  let isAway = false;
  let highest = -Infinity;
  let rereadAt = 0;

  const learn = (sessionId: string): void => {
    if (!known.add(sessionId)) return;
    for (const listener of listeners) {
      try {
        listener(sessionId);
      } catch (err) {
        logger.error({ err }, 'a listener for revocations failed');
      }
    }
  };
  const learnAll = (sessionIds: string[]) => sessionIds.forEach(learn);

  async function readAll(signal: AbortSignal): Promise<void> {
    // Set before reading: a subscription that comes meanwhile asks for another reading.
    rereadAt = performance.now() + rereadMs;
    highest = await list.since(-Infinity, learnAll);
    if (!(await list.isComplete())) await list.marked(learnAll, signal);
    hasRead = true;
    firstRead.resolve();
  }

  async function look(signal: AbortSignal): Promise<void> {
    try {
      if (performance.now() >= rereadAt) await readAll(signal);
      else highest = await list.since(highest - OVERLAP_US, learnAll);
      if (isAway) logger.info('revocations can be read again');
      isAway = false;
    } catch (err) {
      if (!isAway) logger.warn({ err }, 'revocations cannot be read at the moment, will try again');
      isAway = true;
      // What was missed meanwhile may be older than the overlap.
      rereadAt = 0;
    }
  }

  const task = new PeriodicTask({
    name: 'reading of revocations',
    everyMs: pollMs,
    run: look,
    logger,
    // A client that is still connecting may refuse commands in place of keeping them.
    immediately: redis.status === 'ready',
  });
  if (redis.status !== 'ready') redis.once('ready', () => task.wake());
  const subscriber = new RevocationSubscriber({
    redis,
    prefix,
    logger,
    onRevoked: learn,
    onSubscribed() {
      rereadAt = 0;
      task.wake();
    },
  });
  await Promise.race([firstRead.promise, sleep(FIRST_READ_MS, undefined, { ref: false })]);

  return {
    contains: (sessionId) => known.has(sessionId),
    async revokedAmong(sessionIds) {
      const revoked = await list.among(sessionIds);
      revoked.forEach(learn);
      return new Set(sessionIds.filter((id) => revoked.has(id) || known.has(id)));
    },
    listen(listener) {
      listeners.push(listener);
      known.forEach(listener);
    },
    async check() {
      if (!hasRead) throw new Error('the list of revoked sessions has not been read yet');
    },
    async stop() {
      await subscriber.stop();
      await task.stop();
    },
  };
}
