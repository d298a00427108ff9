import type { KeyObject } from 'node:crypto';
import type { KeyRing, NewKey, PublicJwk } from './domain/key-ring.ts';

/** Where the ring of signing keys is kept. */
export interface KeyRingRepository {
  find(): Promise<KeyRing | undefined>;
  /** Keeps the first ring; returns the one that is there already when another replica was faster. */
  insertOrGet(ring: KeyRing): Promise<KeyRing>;
  /** False when the ring has moved on since `ring.version - 1`. */
  replace(ring: KeyRing): Promise<boolean>;
}

/** Makes keys, and keeps their private halves unreadable at rest. */
export interface KeyEncryption {
  generate(): Promise<NewKey>;
  /** @throws Error when the secret that it was encrypted with is not among ours. */
  decrypt(key: NewKey): KeyObject;
  /**
   * The key encrypted under the current secret; the very same when it is already.
   * @throws Error as `decrypt`
   */
  renewed<Key extends NewKey>(key: Key): Key;
}

/** Tells all who verify tokens that a key is withdrawn. Safe to repeat; rejects when it did not arrive. */
export type AnnounceKey = (kid: string, revokedAt: Date) => Promise<void>;

/** The keys of this moment, in memory. */
export interface SigningKeys {
  current(): { kid: string; privateKey: KeyObject };
  published(): PublicJwk[];
}

/** Makes access tokens. */
export interface AccessTokenIssuer {
  readonly lifetimeSeconds: number;
  issue(claims: { userId: string; sessionId: string; roles: readonly string[] }, issuedAt: Date): string;
}
