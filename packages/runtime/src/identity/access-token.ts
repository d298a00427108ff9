import { AppError } from '@chowk/contracts/errors';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { systemClock, type Clock } from '../lifecycle/clock.ts';
import { ROLES, type UserIdentity } from './identity.ts';
import type { SigningKeys } from './remote-jwks.ts';

const TYPE = 'at+jwt';
const CLOCK_TOLERANCE_S = 5;
/** Issued further ahead than this, a token would live for longer than its life says. */
const FUTURE_TOLERANCE_S = 60;
const LONGEST_TOKEN_CHARS = 4096;

/** Nothing beyond these: a token that brings its own key along (`jwk`, `jku`, `x5u`) is refused unread. */
const headerSchema = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal(TYPE),
  kid: z.string().min(1).max(128),
});
const claimsSchema = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  roles: z.array(z.enum(ROLES)),
  iat: z.number(),
  exp: z.number(),
});

/** Who an access token speaks for, and until when. */
export interface AccessToken extends UserIdentity {
  /** Epoch seconds. */
  expiresAt: number;
  /** `kid` of the key that signed it. */
  keyId: string;
}

export interface AccessTokenVerifier {
  /**
   * @throws AppError UNAUTHORIZED for anything but a live token of our issuer for our audience;
   * UPSTREAM_UNAVAILABLE when its key is not known and cannot be fetched.
   */
  verify(token: string): Promise<AccessToken>;
}

/**
 * Verifies access tokens as auth signs them (RFC 9068): ES256 only, `typ` at+jwt, key by `kid` from the
 * issuer's own set. One that says it lives for longer than `maxLifetimeSeconds` is refused though it is signed:
 * so long, and no longer, others must remember what was revoked. Says nothing about revocation.
 * @param options.clock what processes share; that of this machine unless said
 */
export function createAccessTokenVerifier(options: {
  issuer: string;
  audience: string;
  keys: SigningKeys;
  maxLifetimeSeconds: number;
  clock?: Clock;
}): AccessTokenVerifier {
  const { issuer, audience, keys, maxLifetimeSeconds, clock = systemClock } = options;
  return {
    async verify(token) {
      if (token.length > LONGEST_TOKEN_CHARS) throw new AppError('UNAUTHORIZED');
      const header = headerSchema.safeParse(decodedHeader(token));
      if (!header.success) throw new AppError('UNAUTHORIZED');
      const { kid } = header.data;
      const key = await keys.find(kid);
      if (!key) throw new AppError('UNAUTHORIZED');
      try {
        const seconds = Math.floor(clock().getTime() / 1000);
        const payload = jwt.verify(token, key, {
          algorithms: ['ES256'],
          issuer,
          audience,
          clockTolerance: CLOCK_TOLERANCE_S,
          clockTimestamp: seconds,
        });
        const { sub, sid, roles, iat, exp } = claimsSchema.parse(payload);
        if (exp - iat > maxLifetimeSeconds) throw new Error(`lives for ${exp - iat} s`);
        if (iat - seconds > FUTURE_TOLERANCE_S) throw new Error('is from the future');
        return { userId: sub, sessionId: sid, roles, expiresAt: exp, keyId: kid };
      } catch (cause) {
        throw new AppError('UNAUTHORIZED', { cause });
      }
    },
  };
}

function decodedHeader(token: string): jwt.JwtHeader | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    // Not base64 of JSON: as good as no token.
    return undefined;
  }
}
