import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';

/** Where a page ended: the value sorted by, and the id that breaks ties. */
const positionSchema = z.tuple([z.union([z.string(), z.number()]), z.string()]);
type Position = z.output<typeof positionSchema>;

/** `?limit=&cursor=` of every list. */
export const pageQuery = (maxLimit = 100, defaultLimit = 20) =>
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(maxLimit).default(defaultLimit),
    cursor: z.string().max(1000).optional(),
  });

export interface CursorCodec {
  encode(position: Position): string;
  /** @throws AppError INVALID_CURSOR when it was made up, altered, or belongs to another list. */
  decode(cursor: string): Position;
}

/** Opaque cursors signed for one list, so that nobody can steer a query with them. */
export function createCursorCodec(secret: string, listName: string): CursorCodec {
  const sign = (payload: string) =>
    createHmac('sha256', secret).update(`${listName}\n${payload}`).digest().subarray(0, 16);
  return {
    encode(position) {
      const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    decode(cursor) {
      const [payload = '', signature = ''] = cursor.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(payload);
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new AppError('INVALID_CURSOR');
      return positionSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    },
  };
}
