import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { AppError } from '@chowk/contracts/errors';
import { systemClock, type Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import type { BlobInfo, BlobReading, BlobStore } from '../blob-store.ts';
import { checkKey, checkList, checkRange, checkSignedUrl } from '../input.ts';
import { resolveRange, type BlobRange, type ByteRange } from '../range.ts';
import { receive } from '../receive.ts';
import { TimedStream } from '../timed-stream.ts';
import { abortOldUploads } from './leftovers.ts';
import { createS3Client, type S3Options } from './s3-client.ts';
import { answered, s3Error, wasRefused } from './s3-errors.ts';
import { writeObject } from './write-object.ts';

const infoSchema = z
  .object({
    ContentLength: z.number(),
    ContentType: z.string().default('application/octet-stream'),
    ETag: z.string(),
    LastModified: z.date(),
  })
  .transform(({ ContentLength: size, ContentType: contentType, ETag: etag, LastModified: lastModified }) => ({
    size,
    contentType,
    etag,
    lastModified,
  }));
const entrySchema = z
  .object({ Key: z.string(), Size: z.number(), LastModified: z.date() })
  .transform(({ Key: key, Size: size, LastModified }) => ({
    key,
    size,
    lastModified: inSeconds(LastModified),
  }));

/** Blobs as objects of one bucket. */
export function createS3BlobStore(options: S3Options & { clock?: Clock }): BlobStore {
  const { bucket: Bucket, timeoutMs, idleMs, clock = systemClock } = options;
  const client = createS3Client(options);

  async function head(key: string, signal?: AbortSignal): Promise<BlobInfo> {
    signal?.throwIfAborted();
    const command = new HeadObjectCommand({ Bucket, Key: key });
    const found = await answered(client.send(command, { ...(signal && { abortSignal: signal }) }), signal);
    return { key, ...infoSchema.parse(found) };
  }

  async function read(key: string, range: ByteRange | undefined, signal?: AbortSignal): Promise<BlobReading> {
    signal?.throwIfAborted();
    const command = new GetObjectCommand({ Bucket, Key: key, ...(range && { Range: rangeHeader(range) }) });
    const found = await answered(client.send(command, { ...(signal && { abortSignal: signal }) }), signal);
    const info = infoSchema.parse(found);
    const part = partOf(found.ContentRange);
    const stream = new TimedStream(found.Body as Readable, {
      idleMs: timeoutMs,
      onIdle: () => new AppError('UPSTREAM_TIMEOUT', { details: [{ service: 's3' }] }),
      signal,
      mapError: s3Error,
    });
    return { key, ...info, size: part?.size ?? info.size, range: part?.range, stream };
  }

  return {
    put: (key, source, put) =>
      receive({ key, source, options: put, idleMs }, (chunks, measure) =>
        writeObject({ client, bucket: Bucket, key }, chunks, measure, put),
      ),

    async get(key, { range, signal } = {}) {
      checkKey(key);
      if (range) checkRange(range);
      try {
        return await read(key, range, signal);
      } catch (error) {
        if (!range || !wasRefused(error, 'InvalidRange')) throw error;
        // S3 does not say how long the object is, and some servers refuse a suffix longer than it.
        const { size } = await head(key, signal);
        return await read(key, resolveRange(range, size), signal);
      }
    },

    async head(key, { signal } = {}) {
      checkKey(key);
      return head(key, signal);
    },

    async delete(key, { signal } = {}) {
      checkKey(key);
      signal?.throwIfAborted();
      const command = new DeleteObjectCommand({ Bucket, Key: key });
      await answered(client.send(command, { ...(signal && { abortSignal: signal }) }), signal);
    },

    async list({ prefix = '', cursor, limit = 1000, signal } = {}) {
      checkList({ prefix, cursor, limit });
      signal?.throwIfAborted();
      // A key in place of S3's own token: a cursor lives as long as anybody keeps it.
      const command = new ListObjectsV2Command({
        Bucket,
        Prefix: prefix,
        StartAfter: cursor,
        MaxKeys: limit,
      });
      const page = await answered(client.send(command, { ...(signal && { abortSignal: signal }) }), signal);
      const items = (page.Contents ?? []).map((entry) => entrySchema.parse(entry));
      return { items, nextCursor: page.IsTruncated === true ? items.at(-1)?.key : undefined };
    },

    async signedUrl(key, request) {
      checkKey(key);
      checkSignedUrl(request);
      const { expiresInSeconds: expiresIn, downloadAs } = request;
      const disposition = downloadAs === undefined ? 'inline' : `attachment; filename="${downloadAs}"`;
      const command = new GetObjectCommand({ Bucket, Key: key, ResponseContentDisposition: disposition });
      return answered(getSignedUrl(client, command, { expiresIn }));
    },

    removeLeftovers: (olderThanMs, signal) =>
      abortOldUploads(client, Bucket, new Date(clock().getTime() - olderThanMs), signal),

    close: async () => client.destroy(),
  };
}

const inSeconds = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 1000) * 1000);

const rangeHeader = (range: ByteRange): string =>
  'start' in range ? `bytes=${range.start}-${range.end ?? ''}` : `bytes=-${range.suffixLength}`;

/** Reads Content-Range of an answer 206; undefined for an answer with the whole. */
function partOf(field: string | undefined): { range: BlobRange; size: number } | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(field ?? '');
  if (!match) return undefined;
  const [, start, end, size] = match.map(Number);
  return { range: { start: start!, end: end! }, size: size! };
}
