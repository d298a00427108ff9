import { ConfigError } from '@chowk/runtime/config';
import { ALPHABET, type KeyRing, type SigningKey } from './domain/short-code.ts';

/** Good enough to try things out, refused in production. */
export const DEVELOPMENT_KEYS = 'a:development-only-qr-signing-secret-000';
const developmentSecret = DEVELOPMENT_KEYS.slice(2);

/**
 * Reads QR_SIGNING_KEYS, `kid:secret,kid:secret`; the first signs, all verify.
 * @throws ConfigError when a key id is not one symbol of the code alphabet or is given twice; in production
 * also for a secret of less than 32 characters and for the one of development. Secrets are never shown.
 */
export function parseKeyRing(text: string, production: boolean): KeyRing {
  const keys = text.split(',').map((entry): SigningKey => {
    const colon = entry.indexOf(':');
    return { id: entry.slice(0, Math.max(colon, 0)).trim(), secret: entry.slice(colon + 1).trim() };
  });
  const problems = keys.flatMap(({ id, secret }, index) => {
    const name = `QR_SIGNING_KEYS: key ${index + 1}`;
    const found: string[] = [];
    if (id.length !== 1 || !ALPHABET.includes(id)) found.push(`${name} needs an id of one of ${ALPHABET}`);
    if (secret === '') found.push(`${name} lacks a secret`);
    if (keys.findIndex((other) => other.id === id) !== index) found.push(`${name} has the id of another`);
    if (production && (secret.length < 32 || secret === developmentSecret))
      found.push(`${name} needs a secret of its own with at least 32 characters in production`);
    return found;
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { signing: keys[0]!, byId: new Map(keys.map((key) => [key.id, key])) };
}
