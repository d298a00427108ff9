import { createPrivateKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Keyring } from '@chowk/keyring';
import { jwkThumbprint } from '@chowk/runtime/identity';
import { z } from 'zod';
import type { NewKey } from './domain/key-ring.ts';
import type { KeyEncryption } from './ports.ts';

const jwkSchema = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

/**
 * P-256 key pairs whose private halves are encrypted with AES-256-GCM: who reads the database cannot sign.
 * The kid is the key's RFC 7638 thumbprint, and it is bound to the encrypted half.
 */
export function createKeyEncryption(secrets: Keyring): KeyEncryption {
  // For good: what is stored, also from before there were versions, is encrypted for this purpose.
  const cipher = secrets.cipher('chowk auth signing keys');
  const open = ({ kid, encryptedPrivateKey }: NewKey): Buffer => {
    try {
      return cipher.decrypt(encryptedPrivateKey, kid);
    } catch (cause) {
      throw new Error(
        'signing keys cannot be decrypted: is the KEY_ENCRYPTION_SECRET they were made with still in the list?',
        { cause },
      );
    }
  };
  return {
    async generate() {
      const pair = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
      const { kty, crv, x, y } = jwkSchema.parse(pair.publicKey.export({ format: 'jwk' }));
      const kid = jwkThumbprint({ kty, crv, x, y });
      const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
      return {
        kid,
        publicJwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' },
        encryptedPrivateKey: cipher.encrypt(der, kid),
      };
    },
    decrypt: (key) => createPrivateKey({ key: open(key), format: 'der', type: 'pkcs8' }),
    renewed(key) {
      if (cipher.isCurrent(key.encryptedPrivateKey)) return key;
      return { ...key, encryptedPrivateKey: cipher.encrypt(open(key), key.kid) };
    },
  };
}
