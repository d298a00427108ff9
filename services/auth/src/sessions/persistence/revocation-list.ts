import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { loadScript, reached } from '../../redis.ts';
import type { Revocations } from '../ports.ts';

const SCRIPT = join(import.meta.dirname, 'scripts/announce-revocation.lua');

/**
 * The contract with gateway and notify: key `<prefix>revoked:<sessionId>` while an access token of the
 * session can be alive, and `{"sessionId","userId"}` on the channel `<prefix>revocations`.
 */
export function createRevocations(redis: Redis, options: { prefix: string; keepMs: number }): Revocations {
  const announce = loadScript(redis, 'announceRevocation', SCRIPT);
  // The client prefixes keys; channels it leaves alone.
  const channel = `${options.prefix}revocations`;
  return {
    async announce({ sessionId, userId, revokedAt }) {
      const left = revokedAt.getTime() + options.keepMs - Date.now();
      if (left <= 0) return;
      const message = JSON.stringify({ sessionId, userId });
      await reached(announce([`revoked:${sessionId}`], [userId, Math.ceil(left), channel, message]));
    },
  };
}
