import type { z } from 'zod';

/** One problem of one field. `path` is dotted, as in `lines.0.quantity`. */
export interface ErrorDetail {
  path?: string;
  message?: string;
  [fact: string]: unknown;
}

/**
 * Details of one error at the most. People read a handful; and with the lengths below an answer stays under
 * 8 KB, which is also what gRPC takes as metadata, whatever a request of 256 KB holds.
 */
export const MAX_DETAILS = 20;
/** Longest path in characters: the deepest of our own is half of it, longer ones are made up. */
const MAX_PATH = 64;
/** Longest message or fact in characters. */
const MAX_WORDS = 160;
/** Control, direction and other invisible characters, which a made-up key may bring into a log or onto a screen. */
const INVISIBLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** A path as it may be shown: within its length, and what cannot be seen replaced. */
const shownPath = (path: string): string => cut(path, MAX_PATH).replaceAll(INVISIBLE, '\uFFFD');

const more = (count: number): ErrorDetail => ({ message: `and ${count} more` });

const bounded = ({ path, ...facts }: ErrorDetail): ErrorDetail => ({
  ...(path !== undefined && { path: shownPath(path) }),
  ...Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'string' ? cut(fact, MAX_WORDS) : fact,
    ]),
  ),
});

/** At most `MAX_DETAILS` of them, in their order; where some are left out, the last one says how many. */
export function boundedDetails(details: readonly ErrorDetail[]): ErrorDetail[] {
  if (details.length <= MAX_DETAILS) return details.map(bounded);
  const shown = details.slice(0, MAX_DETAILS - 1).map(bounded);
  return [...shown, more(details.length - shown.length)];
}

/**
 * What zod found wrong, as details. zod reports unknown keys together at their parent, in one message that names
 * them all; each is a detail of its own here, and only the first are ever written out.
 * @param prefix what the paths begin with, such as `query`; nothing for a body
 */
export function validationDetails(issues: readonly z.core.$ZodIssue[], prefix = ''): ErrorDetail[] {
  const details: ErrorDetail[] = [];
  let problems = 0;
  for (const issue of issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    problems += keys.length;
    for (const key of keys.slice(0, MAX_DETAILS - details.length)) {
      const path = [prefix, ...issue.path, key].filter((part) => part !== undefined && part !== '').join('.');
      details.push(bounded({ path, message: key === undefined ? issue.message : 'Unrecognized key' }));
    }
  }
  if (problems <= MAX_DETAILS) return details;
  return [...details.slice(0, MAX_DETAILS - 1), more(problems - MAX_DETAILS + 1)];
}
