import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Keys and channel of the list, as commands of one client take them. */
export interface Names {
  /** Message `{"sessionId","userId"}` at the moment of a revocation. Clients do not prefix channels. */
  channel: string;
  /** String, alive while an access token of the session may be: what readers of the first kind look at. */
  mark(sessionId: string): string;
  /** Sorted set of session ids by the time, in microseconds of Redis' clock, at which they became known to it. */
  byTime: string;
  /** String, alive while writers see to it that the set holds every session that it should. */
  complete: string;
}

/**
 * @param prefix of all keys; the client may put it or a part of it before keys by itself (`keyPrefix`)
 * @throws Error when the client puts something else before keys
 */
export function namesOf(redis: Redis, prefix: string): Names {
  const { keyPrefix = '' } = redis.options;
  if (!prefix.startsWith(keyPrefix))
    throw new Error(`the client's keyPrefix ${keyPrefix} is not the beginning of ${prefix}`);
  const own = prefix.slice(keyPrefix.length);
  return {
    channel: `${prefix}revocations`,
    mark: (sessionId) => `${own}revoked:${sessionId}`,
    byTime: `${own}revocations:by-time`,
    complete: `${own}revocations:complete`,
  };
}

/** What the names of all marks begin with, in full: SCAN's patterns and answers know no prefix of the client. */
export const markPrefix = (prefix: string): string => `${prefix}revoked:`;

/** The message on the channel. */
export const messageSchema = z
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

/**
 * A revocation is kept this much longer than the last access token lives: the stores that writer and verifiers
 * have the time from may differ, and verifiers forgive a few seconds.
 */
export const CLOCK_MARGIN_MS = 60_000;

/** A signing key that was withdrawn stands on the list like a session; ids of sessions begin with `ses_`. */
export const signingKeyEntry = (kid: string): string => `key:${kid}`;
