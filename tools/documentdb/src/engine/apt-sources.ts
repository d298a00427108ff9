const FALLBACK_MIRROR = 'http://deb.debian.org/debian';

/**
 * The Debian mirrors that a machine's own apt sources name, best first, and Debian's own at the end.
 * Takes the text of sources files in either format (one-line `deb …` and deb822 `URIs: …`).
 */
export function debianMirrors(sources: readonly string[]): string[] {
  const uris = sources.flatMap((text) => text.split('\n').flatMap(urisOfLine));
  return [...new Set([...uris.filter(isDebianArchive).map(withoutTrailingSlash), FALLBACK_MIRROR])];
}

function urisOfLine(line: string): string[] {
  const deb822 = /^URIs:\s*(.+)$/i.exec(line);
  if (deb822?.[1]) return deb822[1].trim().split(/\s+/);
  const oneLine = /^\s*deb\s+(?:\[[^\]]*\]\s*)?(\S+)/.exec(line);
  return oneLine?.[1] ? [oneLine[1]] : [];
}

/** Only the main archive has the suite we need: debian-security and third parties do not. */
function isDebianArchive(uri: string): boolean {
  return /^(https?|mirror\+(https?|file)):\/.*\/debian(\.list)?\/?$/.test(uri);
}

function withoutTrailingSlash(uri: string): string {
  return uri.replace(/\/$/, '');
}
