import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { uniqueName } from '@chowk/testing';
import type { BlobStore, ByteRange, PutOptions } from '../../src/index.ts';

export const KiB = 1024;
export const MiB = 1024 * KiB;

export const newKey = (folder = 'test'): string => `${folder}/${uniqueName('k')}`;
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes that nothing else has. */
export const someBytes = (size: number): Buffer => randomBytes(size);

/** The bytes as a stream of chunks. */
export function streamOf(bytes: Buffer, chunkBytes = 64 * KiB): Readable {
  function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return Readable.from(chunks(), { objectMode: false });
}

/** A stream that gives the bytes and then stands still until it is destroyed. */
export function standingStill(bytes: Buffer): Readable {
  const chunks = [bytes];
  return new Readable({
    read() {
      const chunk = chunks.shift();
      if (chunk) this.push(chunk);
    },
  });
}

/** A stream that gives the bytes and then fails. */
export function failing(bytes: Buffer, error: Error): Readable {
  const chunks = [bytes];
  return new Readable({
    read() {
      const chunk = chunks.shift();
      if (chunk) this.push(chunk);
      else this.destroy(error);
    },
  });
}

export const OCTETS: Pick<PutOptions, 'contentType' | 'maxBytes'> = {
  contentType: 'application/octet-stream',
  maxBytes: 64 * MiB,
};

export const put = (store: BlobStore, key: string, bytes: Buffer, options: Partial<PutOptions> = {}) =>
  store.put(key, streamOf(bytes), { ...OCTETS, ...options });

export async function read(store: BlobStore, key: string, range?: ByteRange): Promise<Buffer> {
  return buffer((await store.get(key, { range })).stream);
}

/** The content, or undefined when there is none. */
export const readIfThere = (store: BlobStore, key: string): Promise<Buffer | undefined> =>
  read(store, key).catch((error: { code?: string }) => {
    if (error.code === 'BLOB_NOT_FOUND') return undefined;
    throw error;
  });

/** A rejection with this code. */
export const withCode = (code: string) => expect.objectContaining({ code });
