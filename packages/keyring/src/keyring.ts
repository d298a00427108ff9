import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { createCipher, type Cipher } from './cipher.ts';
import type { Keys } from './keys.ts';
import { createSigner, type Signer } from './signer.ts';

export interface VersionedSecret {
  version: string;
  secret: string;
}

const KEY_BYTES = 32;

/**
 * Versions of one secret: the first signs and encrypts, all verify and decrypt. A log or JSON of it shows the
 * names of its versions and no secret.
 */
export class Keyring {
  /** The version that signs and encrypts. */
  readonly current: string;
  /** All versions, the current one first. */
  readonly versions: readonly string[];
  readonly #secrets: readonly VersionedSecret[];

  /** @param secrets the current one first; at least one, versions differ */
  constructor(secrets: readonly VersionedSecret[]) {
    const [first] = secrets;
    if (first === undefined) throw new Error('a keyring needs a secret');
    this.current = first.version;
    this.versions = secrets.map(({ version }) => version);
    this.#secrets = secrets;
  }

  /** The current secret in the clear, for those who ask for the secret itself, such as the API that issued it. */
  currentSecret(): string {
    return this.#secrets[0]!.secret;
  }

  /**
   * Signs for one purpose, with a key of its own that is derived from the secret: what is signed for one
   * purpose means nothing for another. Name purposes for good, as in `orders cursors`.
   * @param macBytes bytes of a signature, 16 to 32
   */
  signer(purpose: string, macBytes?: number): Signer {
    return createSigner(this.#derive(purpose), macBytes);
  }

  /**
   * Signs with the secrets as they are: for what was signed before there were purposes and must stay valid,
   * such as a printed code. Keep uses apart by what is signed.
   */
  rawSigner(macBytes?: number): Signer {
    return createSigner(
      this.#keys((secret) => createSecretKey(secret, 'utf8')),
      macBytes,
    );
  }

  /** Encrypts for one purpose, with a key of its own that is derived from the secret. */
  cipher(purpose: string): Cipher {
    return createCipher(this.#derive(purpose));
  }

  /** HKDF (RFC 5869) with SHA-256, no salt, and the purpose as info. */
  #derive(purpose: string): Keys {
    if (purpose === '') throw new Error('a purpose needs a name');
    return this.#keys((secret) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, KEY_BYTES))),
    );
  }

  #keys(keyOf: (secret: string) => KeyObject): Keys {
    const byVersion = new Map(this.#secrets.map(({ version, secret }) => [version, keyOf(secret)]));
    return { current: this.current, byVersion };
  }
}
