import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import type { AccessToken, AccessTokenVerifier, SigningKeys, UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { signingKeyEntry, type RevocationReader } from '@chowk/revocations';
import { LRUCache } from 'lru-cache';

interface Verified {
  user: UserIdentity;
  /** Epoch milliseconds. */
  expiresAt: number;
  keyId: string;
  /** The key as the list of revocations names it. */
  keyEntry: string;
}

/**
 * Access tokens as they come with requests. A verified one is remembered by its SHA-256 until it expires,
 * since a signature check costs twenty times a hash; whether its session was revoked, or its key withdrawn, is
 * checked every time.
 */
export class CachedTokenVerifier {
  readonly #verifier: AccessTokenVerifier;
  readonly #keys: Pick<SigningKeys, 'has'>;
  readonly #revocations: Pick<RevocationReader, 'contains'>;
  readonly #clock: Clock;
  readonly #verified = new LRUCache<string, Verified>({ max: 50_000 });

  constructor(deps: {
    verifier: AccessTokenVerifier;
    keys: Pick<SigningKeys, 'has'>;
    revocations: Pick<RevocationReader, 'contains'>;
    clock: Clock;
  }) {
    this.#verifier = deps.verifier;
    this.#keys = deps.keys;
    this.#revocations = deps.revocations;
    this.#clock = deps.clock;
  }

  /**
   * @throws AppError UNAUTHORIZED for every token that is not live, whatever is wrong with it;
   * UPSTREAM_UNAVAILABLE when its key is not known and auth cannot be asked.
   */
  async verify(token: string): Promise<UserIdentity> {
    const hash = createHash('sha256').update(token).digest('base64');
    let known = this.#verified.get(hash);
    if (!known || known.expiresAt <= this.#clock().getTime() || !this.#keys.has(known.keyId)) {
      this.#verified.delete(hash);
      known = toVerified(await this.#verifier.verify(token));
      this.#verified.set(hash, known);
    }
    if (this.#revocations.contains(known.user.sessionId) || this.#revocations.contains(known.keyEntry))
      throw new AppError('UNAUTHORIZED');
    return known.user;
  }
}

const toVerified = ({ expiresAt, keyId, ...user }: AccessToken): Verified => ({
  user,
  expiresAt: expiresAt * 1000,
  keyId,
  keyEntry: signingKeyEntry(keyId),
});
