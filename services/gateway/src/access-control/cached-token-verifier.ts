import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import type { AccessToken, AccessTokenVerifier, UserIdentity } from '@chowk/runtime/identity';
import type { RevocationReader } from '@chowk/revocations';
import { LRUCache } from 'lru-cache';

/**
 * Access tokens as they come with requests. A verified one is remembered by its SHA-256 until it expires,
 * since a signature check costs twenty times a hash; revocation is checked every time.
 */
export class CachedTokenVerifier {
  readonly #verifier: AccessTokenVerifier;
  readonly #revocations: Pick<RevocationReader, 'contains'>;
  readonly #verified = new LRUCache<string, { user: UserIdentity; expiresAt: number }>({ max: 50_000 });

  constructor(verifier: AccessTokenVerifier, revocations: Pick<RevocationReader, 'contains'>) {
    this.#verifier = verifier;
    this.#revocations = revocations;
  }

  /**
   * @throws AppError UNAUTHORIZED for every token that is not live, whatever is wrong with it;
   * UPSTREAM_UNAVAILABLE when its key is not known and auth cannot be asked.
   */
  async verify(token: string): Promise<UserIdentity> {
    const hash = createHash('sha256').update(token).digest('base64');
    let known = this.#verified.get(hash);
    if (!known || known.expiresAt <= Date.now() / 1000) {
      known = split(await this.#verifier.verify(token));
      this.#verified.set(hash, known);
    }
    if (this.#revocations.contains(known.user.sessionId)) throw new AppError('UNAUTHORIZED');
    return known.user;
  }
}

const split = ({ expiresAt, ...user }: AccessToken) => ({ user, expiresAt });
