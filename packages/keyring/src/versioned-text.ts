/** The version of what carries none: it was made when the secret was one bare value. */
const UNVERSIONED = 'v1';

/** `<version>.<value>` taken apart; a value has no dot. */
export function splitVersion(text: string): { version: string; value: string } {
  const dot = text.indexOf('.');
  if (dot < 0) return { version: UNVERSIONED, value: text };
  return { version: text.slice(0, dot), value: text.slice(dot + 1) };
}

export const joinVersion = (version: string, value: Buffer): string =>
  `${version}.${value.toString('base64url')}`;
