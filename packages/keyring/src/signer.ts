import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Keys } from './keys.ts';
import { joinVersion, splitVersion } from './versioned-text.ts';

const FULL_BYTES = 32;
/** Half of the hash, below which RFC 2104 section 5 advises not to go. */
const LEAST_BYTES = 16;

/** HMAC-SHA-256 under versioned keys. */
export interface Signer {
  /** `<version>.<MAC in base64url>` by the current key. The same payload gives the same signature. */
  sign(payload: string | Uint8Array): string;
  /**
   * Whether one of our keys made this signature, in constant time. One without a version is held against v1,
   * which is what a bare secret is.
   */
  verify(payload: string | Uint8Array, signature: string): boolean;
  /**
   * The signatures by every key, the current one first: for what is looked up by its signature, such as the
   * digest of a phone number, and was stored before a rotation.
   */
  signAll(payload: string | Uint8Array): string[];
  /** The whole MAC by one version, for formats that say the version in their own way; undefined for none of ours. */
  mac(payload: string | Uint8Array, version: string): Buffer | undefined;
}

/** @throws RangeError for signatures of less than 16 or more than 32 bytes */
export function createSigner({ current, byVersion }: Keys, macBytes = FULL_BYTES): Signer {
  if (!Number.isInteger(macBytes) || macBytes < LEAST_BYTES || macBytes > FULL_BYTES)
    throw new RangeError(`a signature has ${LEAST_BYTES} to ${FULL_BYTES} bytes`);
  const currentKey = byVersion.get(current)!;
  const hmac = (payload: string | Uint8Array, key: KeyObject) =>
    createHmac('sha256', key).update(payload).digest();
  const signWith = (payload: string | Uint8Array, version: string, key: KeyObject) =>
    joinVersion(version, hmac(payload, key).subarray(0, macBytes));
  return {
    sign: (payload) => signWith(payload, current, currentKey),
    verify(payload, signature) {
      const { version, value } = splitVersion(signature);
      const key = byVersion.get(version);
      // The same work for a version that is not ours.
      const mac = hmac(payload, key ?? currentKey).subarray(0, macBytes);
      // Compared as text: decoding would take many texts for one signature.
      const expected = Buffer.from(mac.toString('base64url'));
      const given = Buffer.from(value);
      const matches = given.length === expected.length && timingSafeEqual(given, expected);
      return matches && key !== undefined;
    },
    signAll: (payload) => [...byVersion].map(([version, key]) => signWith(payload, version, key)),
    mac(payload, version) {
      const key = byVersion.get(version);
      return key && hmac(payload, key);
    },
  };
}
