import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  generateKeyPair,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { KeyEncryption } from './ports.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const jwkSchema = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

/**
 * P-256 key pairs whose private halves are encrypted with AES-256-GCM: who reads the database cannot sign.
 * The kid is the key's RFC 7638 thumbprint, and it is bound to the encrypted half.
 */
export function createKeyEncryption(secret: string): KeyEncryption {
  const encryptionKey = Buffer.from(hkdfSync('sha256', secret, '', 'chowk auth signing keys', 32));
  return {
    async generate() {
      const pair = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
      const { kty, crv, x, y } = jwkSchema.parse(pair.publicKey.export({ format: 'jwk' }));
      // Members in the order that RFC 7638, section 3.2, hashes them.
      const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, iv).setAAD(Buffer.from(kid));
      const der = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
      const encrypted = Buffer.concat([iv, cipher.update(der), cipher.final(), cipher.getAuthTag()]);
      return {
        kid,
        publicJwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' },
        encryptedPrivateKey: encrypted.toString('base64'),
      };
    },
    decrypt({ kid, encryptedPrivateKey }) {
      const encrypted = Buffer.from(encryptedPrivateKey, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, encrypted.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(kid))
        .setAuthTag(encrypted.subarray(-TAG_BYTES));
      try {
        const der = Buffer.concat([
          decipher.update(encrypted.subarray(IV_BYTES, -TAG_BYTES)),
          decipher.final(),
        ]);
        return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      } catch (cause) {
        throw new Error(
          'signing keys cannot be decrypted: is KEY_ENCRYPTION_SECRET the one they were made with?',
          {
            cause,
          },
        );
      }
    },
  };
}
