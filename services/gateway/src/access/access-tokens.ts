import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import { ROLES, type UserIdentity } from '@chowk/runtime';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Revocations } from './revocations.ts';
import type { TokenKeys } from './token-keys.ts';

const headerSchema = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal('at+jwt'),
  kid: z.string().min(1),
});
const claimsSchema = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  exp: z.number(),
  roles: z.array(z.enum(ROLES)),
});

interface Verified {
  user: UserIdentity;
  /** Seconds since 1970. */
  expiresAt: number;
}

/**
 * Verifies access tokens (RFC 9068, RFC 8725). Only ES256 with a key of auth passes; a header with anything
 * beyond alg, typ and kid (`jku`, `jwk`, `x5u`, …) is refused. A verified token is remembered by its SHA-256
 * until it expires, since a signature check costs twenty times a hash; revocation is checked every time.
 */
export class AccessTokens {
  readonly #keys: TokenKeys;
  readonly #revocations: Revocations;
  readonly #issuer: string;
  readonly #audience: string;
  readonly #verified = new LRUCache<string, Verified>({ max: 50_000 });

  constructor(options: { keys: TokenKeys; revocations: Revocations; issuer: string; audience: string }) {
    this.#keys = options.keys;
    this.#revocations = options.revocations;
    this.#issuer = options.issuer;
    this.#audience = options.audience;
  }

  /** @throws AppError UNAUTHORIZED for every token that is not live, whatever is wrong with it. */
  async verify(token: string): Promise<UserIdentity> {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(hash);
    const result = known && known.expiresAt > Date.now() / 1000 ? known : await this.#check(token);
    if (result !== known) this.#verified.set(hash, result);
    if (this.#revocations.has(result.user.sessionId)) throw new AppError('UNAUTHORIZED');
    return result.user;
  }

  async #check(token: string): Promise<Verified> {
    try {
      const header = headerSchema.parse(jwt.decode(token, { complete: true })?.header);
      const key = await this.#keys.find(header.kid);
      if (!key) throw new Error('unknown kid');
      const payload = jwt.verify(token, key, {
        algorithms: ['ES256'],
        issuer: this.#issuer,
        audience: this.#audience,
        clockTolerance: 2,
      });
      const { sub, sid, exp, roles } = claimsSchema.parse(payload);
      return { user: { userId: sub, sessionId: sid, roles }, expiresAt: exp };
    } catch (cause) {
      throw new AppError('UNAUTHORIZED', { cause });
    }
  }
}
