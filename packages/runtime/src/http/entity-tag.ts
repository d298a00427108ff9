import { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';

type Headers = Record<string, string | undefined>;

/** One entity tag of a list (RFC 9110, 8.8.3). */
const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;
/** What ours hold: the version, once written with a `v`, and maybe a stamp. */
const OURS = /^v?(\d{1,15})(?:-[\w-]+)?$/;

/** The header that a route declares which takes edits based on a version. */
export const ifMatch = z
  .string()
  .max(1_000)
  .regex(/^[\x20-\x7e]*$/, 'must be entity tags')
  .optional()
  .meta({ description: 'The ETag that the edit is based on; without it the last edit wins.' });

/**
 * ETag of a thing that people edit: its version, and after a dash a stamp (letters, digits, `_`, `-`) of what
 * changes by itself, such as stock: `"3"`, `"3-open"`.
 */
export const entityTag = (version: number, stamp?: string): string =>
  stamp === undefined ? `"${version}"` : `"${version}-${stamp}"`;

/**
 * Versions that an edit may be based on, by If-Match; undefined when any will do: no header, or `*`. Only the
 * version counts: a sale between reading and saving must not refuse a merchant's edit. Weak tags and tags
 * that are none of ours match no version (RFC 9110, 13.1.1): the list may be empty, and then nothing matches.
 */
export function parseIfMatch(headers: Headers): number[] | undefined {
  const given = headers['if-match']?.trim();
  if (given === undefined || given === '*') return undefined;
  return [...given.matchAll(TAG)].flatMap(([, weak, tag = '']) => {
    const version = weak ? undefined : OURS.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/**
 * Refuses an edit that is based on another version than the current one. Judges what was read: where two may
 * write at once, put `parseIfMatch`'s versions into the predicate of the update as well.
 * @throws AppError PRECONDITION_FAILED
 */
export function assertIfMatch(headers: Headers, current: number): void {
  if (parseIfMatch(headers)?.includes(current) === false) throw new AppError('PRECONDITION_FAILED');
}

/**
 * Whether If-None-Match names this ETag, so that a GET answers 304. The comparison is weak (RFC 9110, 13.1.2):
 * a proxy that compresses turns our tags into weak ones.
 */
export function matchesIfNoneMatch(headers: Headers, etag: string): boolean {
  const given = headers['if-none-match']?.trim();
  if (given === undefined) return false;
  if (given === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  return [...given.matchAll(TAG)].some(([, , tag]) => `"${tag}"` === opaque);
}
