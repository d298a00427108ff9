import { AppError } from '@chowk/contracts/errors';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { ROLES, type UserIdentity } from './identity.ts';
import type { SigningKeys } from './remote-jwks.ts';

const TYPE = 'at+jwt';
const CLOCK_TOLERANCE_S = 5;
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
  exp: z.number(),
});

/** Who an access token speaks for, and until when. */
export interface AccessToken extends UserIdentity {
  /** Epoch seconds. */
  expiresAt: number;
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
 * issuer's own set. Says nothing
 * about revocation.
 */
export function createAccessTokenVerifier(options: {
  issuer: string;
  audience: string;
  keys: SigningKeys;
  now?: () => number;
}): AccessTokenVerifier {
  const { issuer, audience, keys, now = Date.now } = options;
  return {
    async verify(token) {
      if (token.length > LONGEST_TOKEN_CHARS) throw new AppError('UNAUTHORIZED');
      const header = headerSchema.safeParse(decodedHeader(token));
      if (!header.success) throw new AppError('UNAUTHORIZED');
      const key = await keys.find(header.data.kid);
      if (!key) throw new AppError('UNAUTHORIZED');
      try {
        const payload = jwt.verify(token, key, {
          algorithms: ['ES256'],
          issuer,
          audience,
          clockTolerance: CLOCK_TOLERANCE_S,
          clockTimestamp: Math.floor(now() / 1000),
        });
        const { sub, sid, roles, exp } = claimsSchema.parse(payload);
        return { userId: sub, sessionId: sid, roles, expiresAt: exp };
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
