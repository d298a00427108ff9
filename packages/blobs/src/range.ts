import { AppError } from '@chowk/contracts/errors';

/** A part as it is asked for: from `start` to `end` (both count) or to the end, or the last bytes. */
export type ByteRange = { start: number; end?: number } | { suffixLength: number };

/** A part of a blob that exists; both ends count. */
export interface BlobRange {
  start: number;
  end: number;
}

/**
 * Reads the HTTP field Range. Undefined, which means the whole, for what RFC 9110 section 14.2 lets a server
 * ignore: other units, several ranges, and what is malformed.
 */
export function parseRangeHeader(header: string | undefined): ByteRange | undefined {
  // 15 digits stay exact in a number.
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? undefined : { suffixLength: Number(last) };
  const start = Number(first);
  if (last === '') return { start };
  const end = Number(last);
  return end < start ? undefined : { start, end };
}

/**
 * The part of a blob of `size` bytes that a range means (RFC 9110 section 14.1.2): an end beyond the content
 * is the content's end.
 * @throws AppError RANGE_NOT_SATISFIABLE, with `size`, when no byte of the content is in it
 */
export function resolveRange(range: ByteRange, size: number): BlobRange {
  const start = 'start' in range ? range.start : Math.max(size - range.suffixLength, 0);
  const end = Math.min('start' in range ? (range.end ?? size - 1) : size - 1, size - 1);
  if (start > end) throw new AppError('RANGE_NOT_SATISFIABLE', { details: [{ size }] });
  return { start, end };
}

/** The HTTP field Content-Range of an answer 206. */
export const contentRange = ({ start, end }: BlobRange, size: number): string =>
  `bytes ${start}-${end}/${size}`;
