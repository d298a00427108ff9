import { Keyring, type VersionedSecret } from './keyring.ts';

/** `v1`, `v2` …: nothing that the beginning of a secret looks like by chance. */
export const NUMBERED = /^v[1-9]\d{0,5}$/;
const FIRST = 'v1';

/** What a text means, and what is wrong with it in words that never show a secret. */
interface Parsed {
  secrets: VersionedSecret[];
  problems: string[];
}

/**
 * Reads `v2:secret,v1:secret`, the current one first, or one bare secret, which is v1 where versions look like
 * that. Secrets have no comma, and no space at either end.
 * @param version what a version looks like
 */
export function readSecrets(text: string, version: RegExp): Parsed {
  const entries = text.split(',').map((entry) => entry.trim());
  const secrets = entries.map((entry): VersionedSecret => {
    const colon = entry.indexOf(':');
    const name = entry.slice(0, Math.max(colon, 0));
    if (version.test(name)) return { version: name, secret: entry.slice(colon + 1).trim() };
    return { version: entries.length === 1 && version.test(FIRST) ? FIRST : '', secret: entry };
  });
  const problems = secrets.flatMap((own, index) => {
    const nth = `secret ${index + 1} of ${secrets.length}`;
    const found: string[] = [];
    const isRepeated = (field: keyof VersionedSecret) =>
      own[field] !== '' && secrets.findIndex((other) => other[field] === own[field]) !== index;
    if (own.version === '') found.push(`${nth} needs a version, as in <version>:<secret>`);
    if (own.secret === '') found.push(`${nth} is empty`);
    if (isRepeated('version')) found.push(`${nth} has the version of another`);
    if (isRepeated('secret')) found.push(`${nth} is the same as another`);
    return found;
  });
  return { secrets, problems };
}

/**
 * A keyring from a text, for tools and tests; settings use `secretKeyring`.
 * @throws Error when the text is not right; secrets are never shown
 */
export function parseKeyring(text: string, version: RegExp = NUMBERED): Keyring {
  const { secrets, problems } = readSecrets(text, version);
  if (problems.length > 0) throw new Error(`not a list of secrets: ${problems.join('; ')}`);
  return new Keyring(secrets);
}
