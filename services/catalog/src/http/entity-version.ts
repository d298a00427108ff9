import { AppError } from '@chowk/contracts/errors';

/**
 * ETag of a thing that people edit (RFC 9110, 8.8.3): its version, and after a dash a stamp of what
 * changes by itself, such as stock.
 */
export const etagOf = (version: number, stamp?: string): string =>
  stamp === undefined ? `"v${version}"` : `"v${version}-${stamp}"`;

/**
 * The version that an edit was based on; undefined when the client does not say. Only the version counts:
 * a sale between reading and saving must not refuse a merchant's edit.
 * @throws AppError PRECONDITION_FAILED for an If-Match that is none of our ETags.
 */
export function versionFromIfMatch(headers: Record<string, string | undefined>): number | undefined {
  const given = headers['if-match'];
  if (given === undefined || given === '*') return undefined;
  const version = /^"v(\d{1,15})(?:-[\w-]+)?"$/.exec(given)?.[1];
  if (version === undefined) throw new AppError('PRECONDITION_FAILED');
  return Number(version);
}
