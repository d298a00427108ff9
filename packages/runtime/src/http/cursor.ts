import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import { cursor } from '@chowk/contracts/fields';
import { z } from 'zod';

/** Where a page ended: the value sorted by, and the id that breaks ties. */
const positionSchema = z.tuple([z.union([z.string(), z.number()]), z.string()]);
type Position = z.output<typeof positionSchema>;

/** `?limit=&cursor=` of every list. */
export const pageQuery = (maxLimit = 100, defaultLimit = 20) =>
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(maxLimit).default(defaultLimit),
    cursor: cursor.optional(),
  });

export interface CursorCodec {
  encode(position: Position): string;
  /** @throws AppError INVALID_CURSOR when it was made up, altered, or belongs to another list. */
  decode(cursor: string): Position;
}

/** Signs cursors and knows its own signatures again, also those of an older key: a Signer of @chowk/keyring. */
export interface CursorSigner {
  sign(payload: string): string;
  verify(payload: string, signature: string): boolean;
}

/**
 * Opaque cursors signed for one list, so that nobody can steer a query with them.
 * @param key what signs; or one secret, which cannot be rotated
 */
export function createCursorCodec(key: string | CursorSigner, listName: string): CursorCodec {
  const signer = typeof key === 'string' ? signerOf(key) : key;
  const signed = (payload: string) => `${listName}\n${payload}`;
  return {
    encode(position) {
      const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
      return `${payload}.${signer.sign(signed(payload))}`;
    },
    decode(cursor) {
      // The payload has no dot; a signature may have one, after the version of its key.
      const dot = cursor.indexOf('.');
      const payload = cursor.slice(0, Math.max(dot, 0));
      if (!signer.verify(signed(payload), cursor.slice(dot + 1))) throw new AppError('INVALID_CURSOR');
      return positionSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    },
  };
}

const SIGNATURE_BYTES = 16;

function signerOf(secret: string): CursorSigner {
  const sign = (payload: string) =>
    createHmac('sha256', secret).update(payload).digest().subarray(0, SIGNATURE_BYTES);
  return {
    sign: (payload) => sign(payload).toString('base64url'),
    verify(payload, signature) {
      const given = Buffer.from(signature, 'base64url');
      return given.length === SIGNATURE_BYTES && timingSafeEqual(given, sign(payload));
    },
  };
}
