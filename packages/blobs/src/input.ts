import { AppError, validationDetails } from '@chowk/contracts/errors';
import { z } from 'zod';
import type { ByteRange } from './range.ts';

/** More than S3 takes in one copy is more than any caller needs. */
const MAX_BYTES = 5 * 1024 ** 3;
const MAX_EXPIRY_SECONDS = 7 * 24 * 3600;

/** The same set on disk and S3: nothing that a path, a URL, XML or a shell reads as something else. */
const SEGMENT = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}';
const key = z
  .string()
  .max(512)
  .regex(new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`), 'is not a key');
const prefix = z
  .string()
  .max(512)
  .regex(new RegExp(`^(?:${SEGMENT}(?:/${SEGMENT})*/?)?$`), 'is not the beginning of a key');
const limit = z.int().min(1).max(1000);
const byte = z.int().nonnegative();

const put = z.object({
  // Tokens of RFC 9110 section 5.6.2, and parameters without control characters.
  contentType: z
    .string()
    .max(127)
    .regex(/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+(?: *; *[\x20-\x7e]+)?$/, 'is not a media type'),
  maxBytes: z.int().min(1).max(MAX_BYTES),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex')
    .optional(),
});
const range = z.union([
  z.strictObject({ start: byte, end: byte.optional() }).refine(({ start, end }) => (end ?? start) >= start),
  z.strictObject({ suffixLength: byte }),
]);
const signedUrl = z.object({
  expiresInSeconds: z.int().min(1).max(MAX_EXPIRY_SECONDS),
  downloadAs: z
    .string()
    .regex(/^[\w.-]{1,200}$/, 'is not a plain file name')
    .optional(),
});

function check(schema: z.ZodType, value: unknown, field?: string): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  throw new AppError('VALIDATION_FAILED', {
    details: validationDetails(result.error.issues, field),
  });
}

export const isKey = (value: string): boolean => key.safeParse(value).success;

/** Each refuses what is not valid with AppError VALIDATION_FAILED, before storage is touched. */
export const checkKey = (value: string): void => check(key, value, 'key');
export const checkPut = (value: { contentType: string; maxBytes: number; sha256?: string }): void =>
  check(put, value);
export const checkRange = (value: ByteRange): void => check(range, value, 'range');
export const checkSignedUrl = (value: { expiresInSeconds: number; downloadAs?: string }): void =>
  check(signedUrl, value);

/** A cursor is the last key of its page. */
export function checkList(value: { prefix?: string; cursor?: string | undefined; limit?: number }): void {
  check(prefix, value.prefix ?? '', 'prefix');
  check(limit, value.limit ?? 1000, 'limit');
  if (value.cursor !== undefined && !isKey(value.cursor)) throw new AppError('INVALID_CURSOR');
}
