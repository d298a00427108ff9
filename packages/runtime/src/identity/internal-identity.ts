import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ROLES, type InternalIdentity, type UserIdentity } from './identity.ts';
import type { ServiceKeySet } from '../config/base-config.ts';

const LIFETIME_S = 60;
/** A cached token is handed out while it has at least this long to live. */
const REUSE_UNTIL_S = 30;
const CLOCK_TOLERANCE_S = 5;
const TYPE = 'chowk-internal+jwt';

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  sub: z.string().optional(),
  sid: z.string().optional(),
  roles: z.array(z.enum(ROLES)).optional(),
});

/** Reads SERVICE_PRIVATE_KEY: base64 of a PKCS#8 PEM. A KeyObject, because jsonwebtoken re-parses anything else. */
export const privateKeyFromBase64 = (base64: string): KeyObject =>
  createPrivateKey(Buffer.from(base64, 'base64'));

/** Signs who we are, and whom we speak for, towards one other service. */
export interface IdentitySigner {
  sign(audience: string, user?: UserIdentity): string;
}

/**
 * Internal identities are ES256 JWTs that live 60 s, name one audience, and are signed with the service's
 * own key: a service that is taken over cannot speak as the gateway. Signed tokens are reused for half
 * their life, so that a busy session costs one signature in 30 s.
 */
export function createIdentitySigner(options: {
  service: string;
  privateKey: KeyObject;
  now?: () => number;
}): IdentitySigner {
  const { service, privateKey, now = Date.now } = options;
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
        keyid: service,
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

export function createIdentityVerifier(options: {
  service: string;
  keys: ServiceKeySet;
  now?: () => number;
}): IdentityVerifier {
  const { service, now = Date.now } = options;
  const publicKeys = new Map(
    options.keys.keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]),
  );
  const verified = new LRUCache<string, { identity: InternalIdentity; expiresAt: number }>({ max: 10_000 });

  const check = (token: string): { identity: InternalIdentity; expiresAt: number } => {
    const header = jwt.decode(token, { complete: true })?.header;
    const key = header?.kid === undefined ? undefined : publicKeys.get(header.kid);
    if (!key || header?.typ !== TYPE) throw new AppError('UNAUTHORIZED');
    const payload = jwt.verify(token, key, {
      algorithms: ['ES256'],
      audience: service,
      issuer: header.kid!,
      clockTolerance: CLOCK_TOLERANCE_S,
      clockTimestamp: Math.floor(now() / 1000),
    });
    const claims = claimsSchema.parse(payload);
    const { iss, sub, sid, roles } = claims;
    const user =
      sub !== undefined && sid !== undefined
        ? { userId: sub, sessionId: sid, roles: roles ?? [] }
        : undefined;
    return { identity: { issuer: iss, ...(user && { user }) }, expiresAt: claims.exp + CLOCK_TOLERANCE_S };
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
