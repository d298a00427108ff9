import { z } from 'zod';

/** Crockford's Base32 (https://github.com/ulid/spec); the first digit ends at 7, where 128 bits end. */
const ULID = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

/** An id that we made: a prefix that tells the kind, and a ULID. Any kind when no prefix is given. */
export const id = (prefix?: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix ?? '[a-z]{2,8}'}_${ULID}$`),
      prefix ? `must be an id like ${prefix}_…` : 'is not an id',
    )
    .meta({
      description: 'An id: a prefix that tells the kind, and a ULID, which sorts by time.',
      examples: [`${prefix ?? 'ord'}_01K5A4Z8S9V3N6M2T7Q0R1W4XY`],
    });

/** An id whoever made it: ours, one of the demo data, one of an older client. */
export const anyId = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'is not an id')
  .meta({ description: 'An id.' });

/** Lower-case words joined by hyphens, for addresses of pages. */
export const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .meta({ description: 'Lower-case words joined by hyphens.', examples: ['fresh-fruit'] });

/** Where a file of ours is served: a path, never an address of somebody else. */
export const mediaPath = z
  .string()
  .max(500)
  // No `..`: a path that leaves /media is no path below it.
  .regex(/^\/media\/(?!.*\.\.)[\w./-]+$/, 'must be a path below /media')
  .meta({ description: 'A path below /media.', examples: ['/media/products/rice.webp'] });

/**
 * What somebody made that is no text: a code, a token, an id of whatever kind, a signature. Visible ASCII without
 * spaces, at least one character unless `min` is 0; what it says is for who made it to judge.
 */
export const token = (max: number, { min = 1 }: { min?: 0 | 1 } = {}) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[\x21-\x7e]*$/, 'must be visible ASCII characters')
    .meta({ description: 'Opaque: visible ASCII characters.' });

/** What `meta.nextCursor` of the page before gave: opaque, signed, good for one list. */
export const cursor = token(1_000, { min: 0 }).meta({
  description: 'Where the page before ended: its meta.nextCursor. Opaque.',
});
