import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keys } from './keys.ts';
import { joinVersion, splitVersion } from './versioned-text.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under versioned keys. */
export interface Cipher {
  /**
   * `<version>.<IV, ciphertext and tag in base64url>` by the current key. The IV is random: one key is good for
   * 2^32 texts (NIST SP 800-38D section 8.3).
   * @param associatedData what the text belongs to, such as the id of its row; it opens with the same only
   */
  encrypt(plaintext: string | Uint8Array, associatedData?: string): string;
  /**
   * A text without a version is held to be of v1, which is what a bare secret is.
   * @throws DecryptionError when it was altered, belongs to other data or another purpose, or its version is gone
   */
  decrypt(text: string, associatedData?: string): Buffer;
  /** Whether the current key made the text. If not, encrypt it anew before its version is taken away. */
  isCurrent(text: string): boolean;
}

/** A text that none of our keys opens. Says which version it names; never what is in it. */
export class DecryptionError extends Error {
  constructor(version: string, cause?: unknown) {
    super(
      `cannot be decrypted with the key ${JSON.stringify(version.slice(0, 16))}: is the secret the one it was made with?`,
      {
        cause,
      },
    );
    this.name = 'DecryptionError';
  }
}

export function createCipher({ current, byVersion }: Keys): Cipher {
  return {
    encrypt(plaintext, associatedData = '') {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, byVersion.get(current)!, iv).setAAD(
        Buffer.from(associatedData),
      );
      const encrypted = [iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()];
      return joinVersion(current, Buffer.concat(encrypted));
    },
    decrypt(text, associatedData = '') {
      const { version, value } = splitVersion(text);
      const key = byVersion.get(version);
      const bytes = Buffer.from(value, 'base64url');
      if (!key || bytes.length < IV_BYTES + TAG_BYTES) throw new DecryptionError(version);
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(Buffer.from(associatedData))
          .setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch (cause) {
        throw new DecryptionError(version, cause);
      }
    },
    isCurrent: (text) => splitVersion(text).version === current,
  };
}
