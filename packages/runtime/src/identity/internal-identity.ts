import type { KeyObject } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ROLES, type InternalIdentity, type UserIdentity } from './identity.ts';
import {
  serviceKeysByName,
  servicePublicJwk,
  type KnownServiceKey,
  type ServiceKeySet,
} from './service-keys.ts';

const LIFETIME_S = 60;
/** A cached token is handed out while it has at least this long to live. */
const REUSE_UNTIL_S = 30;
/**
 * Both sides ask a store for the time, so their own clocks do not matter; this is for stores that differ, and
 * for a gateway that has not reached Redis yet: 35 s apart, with the 30 s that a token may be old, still pass.
 */
const EXPIRY_TOLERANCE_S = 10;
/** A token from further ahead would live for longer than it says. */
const FUTURE_TOLERANCE_S = 60;
const TYPE = 'chowk-internal+jwt';

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
  sub: z.string().optional(),
  sid: z.string().optional(),
  roles: z.array(z.enum(ROLES)).optional(),
});

/** Signs who we are, and whom we speak for, towards one other service. */
export interface IdentitySigner {
  sign(audience: string, user?: UserIdentity): string;
}

/**
 * Internal identities are ES256 JWTs that live 60 s, name one audience, and are signed with the service's
 * own key: a service that is taken over cannot speak as the gateway. Signed tokens are reused for half
 * their life, so that a busy session costs one signature in 30 s.
 * @param options.kid name of the key's public half, `<service>:<thumbprint>` unless it is published under another
 * @param options.now epoch milliseconds, of a clock that services share
 */
export function createIdentitySigner(options: {
  service: string;
  privateKey: KeyObject;
  kid?: string;
  now?: () => number;
}): IdentitySigner {
  const { service, privateKey, kid = servicePublicJwk(service, privateKey).kid, now = Date.now } = options;
  const signed = new LRUCache<string, { token: string; expiresAt: number }>({ max: 10_000 });
  return {
    sign(audience, user) {
      const cacheKey = `${audience}|${user?.userId ?? ''}|${user?.sessionId ?? ''}|${user?.roles.join() ?? ''}`;
      const seconds = Math.floor(now() / 1000);
      const known = signed.get(cacheKey);
      if (known && known.expiresAt - seconds > REUSE_UNTIL_S) return known.token;
      const expiresAt = seconds + LIFETIME_S;
      const claims = {
        iat: seconds,
        exp: expiresAt,
        ...(user && { sub: user.userId, sid: user.sessionId, roles: user.roles }),
      };
      const token = jwt.sign(claims, privateKey, {
        algorithm: 'ES256',
        keyid: kid,
        issuer: service,
        audience,
        header: { alg: 'ES256', typ: TYPE },
      });
      signed.set(cacheKey, { token, expiresAt });
      return token;
    },
  };
}

/** Checks signed identities that reach this service. */
export interface IdentityVerifier {
  /** @throws AppError UNAUTHORIZED for anything but a live token of a known service for this one. */
  verify(token: string | undefined): InternalIdentity;
}

/** @param options.now epoch milliseconds, of a clock that services share */
export function createIdentityVerifier(options: {
  service: string;
  keys: ServiceKeySet;
  now?: () => number;
}): IdentityVerifier {
  const { service, now = Date.now } = options;
  const keys = serviceKeysByName(options.keys);
  const verified = new LRUCache<string, { identity: InternalIdentity; expiresAt: number }>({ max: 10_000 });

  const check = (token: string): { identity: InternalIdentity; expiresAt: number } => {
    const header = jwt.decode(token, { complete: true })?.header;
    const candidates = (header?.kid !== undefined && keys.get(header.kid)) || [];
    if (header?.typ !== TYPE) throw new AppError('UNAUTHORIZED');
    const seconds = Math.floor(now() / 1000);
    const { iss, sub, sid, roles, iat, exp } = claimsSchema.parse(
      verifiedByAny(token, candidates, service, seconds),
    );
    if (exp - iat > LIFETIME_S || iat - seconds > FUTURE_TOLERANCE_S) throw new AppError('UNAUTHORIZED');
    const user =
      sub !== undefined && sid !== undefined
        ? { userId: sub, sessionId: sid, roles: roles ?? [] }
        : undefined;
    return { identity: { issuer: iss, ...(user && { user }) }, expiresAt: exp + EXPIRY_TOLERANCE_S };
  };

  return {
    verify(token) {
      if (token === undefined || token === '') throw new AppError('UNAUTHORIZED');
      const known = verified.get(token);
      if (known) {
        if (known.expiresAt > now() / 1000) return known.identity;
        verified.delete(token);
      }
      try {
        const result = check(token);
        verified.set(token, result);
        return result.identity;
      } catch (error) {
        throw new AppError('UNAUTHORIZED', { cause: error });
      }
    },
  };
}

/** The claims, if one of these keys signed them. @throws JsonWebTokenError, or AppError UNAUTHORIZED without keys */
function verifiedByAny(
  token: string,
  candidates: readonly KnownServiceKey[],
  audience: string,
  seconds: number,
): unknown {
  let failure: unknown;
  for (const { service, key } of candidates) {
    try {
      return jwt.verify(token, key, {
        algorithms: ['ES256'],
        audience,
        issuer: service,
        clockTolerance: EXPIRY_TOLERANCE_S,
        clockTimestamp: seconds,
      });
    } catch (error) {
      failure = error;
    }
  }
  throw failure ?? new AppError('UNAUTHORIZED');
}
