import { deserialize, type Document, Int32 } from 'bson';
import { isConflictState } from '../engine-error.ts';
import { unpackSqlState } from '../sqlstate.ts';

export type WriteError = Document & { index: number; errmsg: string; code: number };

/** The engine's answer to a batch of writes, decoded as far as the gateway has to look into or add to it. */
export type WriteReply = Document & { n: number; writeErrors: WriteError[] };

/** Decodes a reply; what the gateway does not touch keeps its BSON types. */
export function readWriteReply(bytes: Buffer): WriteReply {
  const raw = deserialize(bytes, { promoteValues: false, bsonRegExp: true });
  const writeErrors = ((raw.writeErrors ?? []) as Document[]).map((error) => ({
    ...error,
    index: Number(error.index),
    errmsg: String(error.errmsg),
    code: Number(error.code),
  }));
  return { ...raw, n: Number(raw.n), writeErrors };
}

/** Whether a write of a batch lost against another one. */
export function isConflictError(error: WriteError): boolean {
  return isConflictState(unpackSqlState(error.code));
}

/** Adds the reply to one write, which has its place `index` in the whole batch, to the reply to the batch. */
export function addReply(whole: WriteReply, single: WriteReply, index: number): WriteReply {
  const upserted = [
    ...((whole.upserted ?? []) as Document[]),
    ...((single.upserted ?? []) as Document[]).map((upsert) => ({ ...upsert, index: new Int32(index) })),
  ];
  return {
    ...whole,
    n: whole.n + single.n,
    ...('nModified' in whole && { nModified: new Int32(Number(whole.nModified) + Number(single.nModified)) }),
    ...(upserted.length > 0 && { upserted }),
    writeErrors: [...whole.writeErrors, ...single.writeErrors.map((error) => ({ ...error, index }))],
  };
}
