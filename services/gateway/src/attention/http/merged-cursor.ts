import { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';
import type { Positions } from '../domain/merge-pages.ts';

/** A cursor of each service has some 150 characters. */
export const MERGED_CURSOR_LENGTH = 8_000;

const positions = z.record(z.string().max(40), z.string().max(1_000));

/**
 * A cursor over several lists: the cursor of each. It is not signed, for it says nothing by itself; each of its
 * parts is signed by the service that will read it.
 */
export const encodePositions = (value: Positions): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** @throws AppError INVALID_CURSOR */
export function decodePositions(cursor: string): Positions {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (cause) {
    throw new AppError('INVALID_CURSOR', { cause });
  }
  const read = positions.safeParse(json);
  if (!read.success) throw new AppError('INVALID_CURSOR');
  return read.data;
}
