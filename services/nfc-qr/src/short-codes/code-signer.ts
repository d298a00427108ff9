import { randomInt } from 'node:crypto';
import { ALPHABET, isAuthentic, RANDOM_LENGTH, signCode, type KeyRing } from './domain/short-code.ts';
import type { CodeSigner } from './ports.ts';

/** Issues unguessable codes and tells ours from made-up ones. */
export function createCodeSigner(ring: KeyRing, publicBaseUrl: string): CodeSigner {
  return {
    issue() {
      const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
      return signCode(random.join(''), ring.signing);
    },
    isOurs: (code) => isAuthentic(code, ring),
    urlOf: (code) => `${publicBaseUrl}/q/${code}`,
  };
}
