import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';
import type { Logger } from '../log/logger.ts';
import { withoutRequestEnd } from '../telemetry/request-context.ts';

const jwksSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('EC'), crv: z.literal('P-256') })),
});

/** Public keys by `kid`. */
export interface SigningKeys {
  /**
   * The key, or undefined when the issuer does not have it.
   * @throws AppError UPSTREAM_UNAVAILABLE when it is not known and the issuer could not be asked.
   */
  find(kid: string): Promise<KeyObject | undefined>;
  /**
   * Whether the key is in the set as it was read last: false for one that the issuer has withdrawn. From memory;
   * a set that is too old is renewed in the background.
   */
  has(kid: string): boolean;
  /** Whether any key is known; asks for them while none is. For readiness. */
  known(): Promise<boolean>;
}

/** While no key is known at all, the issuer is asked again after this pause: it may be just starting. */
const FIRST_KEYS_COOL_DOWN_MS = 500;

/**
 * Keeps the issuer's public keys (a JWK set, RFC 7517). An unknown `kid` fetches them anew, at most once in
 * `coolDownMs` whatever ids people make up; known keys go on working while the issuer is away. After
 * `maxAgeMs` the set is renewed in the background, so that a withdrawn key ends.
 */
export function createRemoteJwks(options: {
  /** Answers the JWK set as JSON. */
  fetchJwks: () => Promise<string>;
  logger: Logger;
  coolDownMs: number;
  maxAgeMs: number;
  /** Milliseconds of a clock that nobody can set. */
  now?: () => number;
}): SigningKeys {
  const { fetchJwks, logger, coolDownMs, maxAgeMs, now = () => performance.now() } = options;
  let keys = new Map<string, KeyObject>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let lastFailed = false;
  let fetching: Promise<void> | undefined;

  const fetchNow = async (): Promise<void> => {
    triedAt = now();
    try {
      const { keys: jwks } = jwksSchema.parse(JSON.parse(await fetchJwks()));
      keys = new Map(
        jwks.map((jwk) => [jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]),
      );
      fetchedAt = now();
      lastFailed = false;
    } catch (err) {
      lastFailed = true;
      logger.warn({ err }, 'signing keys could not be fetched, known ones go on');
    }
  };
  const refresh = (): Promise<void> =>
    (fetching ??= withoutRequestEnd(fetchNow).finally(() => (fetching = undefined)));

  const isCoolDownOver = (): boolean =>
    now() - triedAt >= (keys.size === 0 ? Math.min(coolDownMs, FIRST_KEYS_COOL_DOWN_MS) : coolDownMs);

  const renewIfOld = (): void => {
    if (isCoolDownOver() && now() - fetchedAt >= maxAgeMs) void refresh();
  };

  return {
    has(kid) {
      renewIfOld();
      return keys.has(kid);
    },
    async known() {
      if (keys.size === 0 && (fetching !== undefined || isCoolDownOver())) await refresh();
      return keys.size > 0;
    },
    async find(kid) {
      renewIfOld();
      const known = keys.get(kid);
      if (known) return known;
      if (fetching !== undefined || isCoolDownOver()) await refresh();
      const found = keys.get(kid);
      if (!found && lastFailed) throw new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1 });
      return found;
    },
  };
}
