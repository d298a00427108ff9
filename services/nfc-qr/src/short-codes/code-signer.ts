import { randomInt } from 'node:crypto';
import type { Keyring } from '@chowk/keyring';
import { ALPHABET, isAuthentic, RANDOM_LENGTH, signCode, type CodeKeys } from './domain/short-code.ts';
import type { CodeSigner } from './ports.ts';

/** Issues unguessable codes and tells ours from made-up ones. */
export function createCodeSigner(ring: Keyring, publicBaseUrl: string): CodeSigner {
  // Raw: what is printed already was signed with the secrets themselves.
  const signer = ring.rawSigner();
  const keys: CodeKeys = { current: ring.current, mac: (text, keyId) => signer.mac(text, keyId) };
  return {
    issue() {
      const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
      return signCode(random.join(''), keys);
    },
    isOurs: (code) => isAuthentic(code, keys),
    urlOf: (code) => `${publicBaseUrl}/q/${code}`,
  };
}
