import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A new opaque token: 256 random bits as 43 characters. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 is enough for a value that cannot be guessed; what is stored cannot be presented. */
export const hashRefreshToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

const encryptionKey = (token: string) =>
  Buffer.from(hkdfSync('sha256', token, '', 'chowk auth refresh successor', 32));

/** Encrypts a successor so that only who presents its predecessor can read it; the database cannot. */
export function encryptSuccessor(successor: string, predecessor: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', encryptionKey(predecessor), iv);
  return Buffer.concat([iv, cipher.update(successor), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** Reverse of encryptSuccessor; throws when the text was altered or belongs to another token. */
export function decryptSuccessor(encrypted: string, predecessor: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    encryptionKey(predecessor),
    bytes.subarray(0, IV_BYTES),
  ).setAuthTag(bytes.subarray(-TAG_BYTES));
  const successor = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
  return Buffer.concat([successor, decipher.final()]).toString();
}
