const MAX_LENGTH = 120;

/**
 * An error as a list may show it: its first line, cut, with numbers of five digits and more, addresses with an
 * `@` and quoted texts taken out. Messages of errors may hold what somebody typed.
 */
export function shortReason(error: string): string {
  const [line = ''] = error.split('\n');
  const clean = line
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/\+?\d[\d\s-]{3,}\d/g, '…')
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…');
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1)}…` : clean || 'unknown';
}
