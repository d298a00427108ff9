import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { failpoint } from '@chowk/runtime/failpoints';
import { answered } from './s3-errors.ts';
import { intoParts, PartBuffers } from './parts.ts';

/** Parts under way at a time; one more is being filled. */
const CONCURRENCY = 2;

export interface UploadTarget {
  Bucket: string;
  Key: string;
  ContentType: string;
  Metadata: Record<string, string>;
}

/** Where the object may be written: everywhere, or (`*`) only where none is. */
interface Condition {
  IfNoneMatch?: '*';
}

/**
 * Writes chunks as one object: what fits into one part by one request, else as a multipart upload, which
 * nobody sees before it is completed and which is aborted when anything fails. Returns the ETag.
 *
 * Not lib-storage's Upload: it leaves an upload behind whose completion was refused, and it cannot stop
 * requests under way, so that what it aborts may be left as well (docs/adr/0015-blobs.md).
 * @throws AppError as `s3Error` makes them, and what the chunks throw, as it is
 */
export async function upload(
  client: S3Client,
  target: UploadTarget,
  condition: Condition,
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const buffers = new PartBuffers();
  const parts = intoParts(chunks, buffers);
  const first = await parts.next();
  if (first.done) {
    await failpoint('blobs.put.written');
    const command = new PutObjectCommand({ ...target, ...condition, Body: first.value });
    const options = signal ? { abortSignal: signal } : {};
    return (await answered(client.send(command, options), signal)).ETag;
  }
  return uploadParts({ client, target, condition, signal }, buffers, first, parts);
}

async function uploadParts(
  request: {
    client: S3Client;
    target: UploadTarget;
    condition: Condition;
    signal: AbortSignal | undefined;
  },
  buffers: PartBuffers,
  first: IteratorResult<Buffer, Buffer>,
  rest: AsyncGenerator<Buffer, Buffer>,
): Promise<string | undefined> {
  const { client, target, condition, signal } = request;
  const { Bucket, Key } = target;
  const failed = new AbortController();
  const abortSignal = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const create = new CreateMultipartUploadCommand(target);
  const { UploadId } = await answered(client.send(create, { abortSignal }), signal);
  const sent: Array<{ PartNumber: number; ETag: string | undefined }> = [];
  const underWay = new Set<Promise<void>>();

  const send = async (PartNumber: number, Body: Buffer): Promise<void> => {
    const command = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body });
    const { ETag } = await answered(client.send(command, { abortSignal }), signal);
    sent.push({ PartNumber, ETag });
    buffers.giveBack(Body);
  };
  try {
    let part = first;
    for (let number = 1; ; number += 1) {
      const sending = send(number, part.value).finally(() => underWay.delete(sending));
      underWay.add(sending);
      if (part.done) break;
      // A part that fails ends the reading at once, also while the source is being waited for; nobody then
      // waits for what the source may still say.
      const next = rest.next();
      next.catch(() => undefined);
      if (underWay.size === CONCURRENCY) await Promise.race(underWay);
      part = await Promise.race([next, rejectionOf(underWay)]);
    }
    await Promise.all(underWay);
    await failpoint('blobs.put.written');
    const Parts = sent.sort((a, b) => a.PartNumber - b.PartNumber);
    const complete = { Bucket, Key, UploadId, ...condition, MultipartUpload: { Parts } };
    const command = new CompleteMultipartUploadCommand(complete);
    return (await answered(client.send(command, { abortSignal }), signal)).ETag;
  } catch (error) {
    failed.abort();
    // A part that arrives after the abort would stay.
    await Promise.allSettled(underWay);
    // What this does not abort is left over, and removed later.
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => undefined);
    throw error;
  }
}

/** Never resolves; rejects when one of these does. */
const rejectionOf = (work: Iterable<Promise<void>>): Promise<never> =>
  new Promise((_resolve, reject) => {
    for (const promise of work) promise.catch(reject);
  });
