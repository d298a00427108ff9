import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@chowk/runtime/lifecycle';
import { loadScript } from '@chowk/runtime/redis';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { orUnavailable } from '../../redis.ts';
import type { RevocationList } from '../ports.ts';

const PUBLISH = readFileSync(join(import.meta.dirname, 'scripts/publish-revocation.lua'), 'utf8');

/**
 * The contract with gateway and notify: key `<prefix>revoked:<sessionId>` while an access token of the
 * session can be alive, and `{"sessionId","userId"}` on the channel `<prefix>revocations`.
 */
export function createRevocationList(
  redis: Redis,
  options: { prefix: string; keepMs: number; clock: Clock },
): RevocationList {
  const { prefix, keepMs, clock } = options;
  const publish = loadScript(redis, 'publishRevocation', PUBLISH, 1, z.number());
  // The client prefixes keys; channels it leaves alone.
  const channel = `${prefix}revocations`;
  return {
    async publish({ sessionId, userId, revokedAt }) {
      const left = revokedAt.getTime() + keepMs - clock().getTime();
      if (left <= 0) return;
      const message = JSON.stringify({ sessionId, userId });
      await orUnavailable(publish([`revoked:${sessionId}`], [userId, Math.ceil(left), channel, message]));
    },
  };
}
