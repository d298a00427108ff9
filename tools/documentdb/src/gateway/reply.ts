import { type Document, serialize } from 'bson';

/** A reply's document as BSON. */
export function serializeReply(document: Document): Buffer {
  const bytes = serialize(document, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The reply of a command that has nothing to tell. */
export const OK = serializeReply({ ok: 1 });
