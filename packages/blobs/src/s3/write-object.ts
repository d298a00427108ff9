import { randomUUID } from 'node:crypto';
import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { AppError, isAppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { PutOptions, StoredBlob } from '../blob-store.ts';
import type { Measure } from '../receive.ts';
import { answered, wasRefused } from './s3-errors.ts';
import { upload } from './upload.ts';

/** User metadata that tells our own object from one that somebody else has written. */
const PUT_ID = 'put-id';

interface Place {
  client: S3Client;
  bucket: string;
  key: string;
}

/** Writes chunks as the object of a key; with `ifAbsent` only where none is. */
export async function writeObject(
  place: Place,
  chunks: AsyncIterable<Buffer>,
  measure: Measure,
  options: PutOptions,
): Promise<StoredBlob> {
  const { client, bucket: Bucket, key } = place;
  const { contentType, ifAbsent = false, signal } = options;
  // Only a courtesy, which saves the sending: the condition on the write is what decides.
  if (ifAbsent && (await find(place, signal))) throw new AppError('BLOB_EXISTS');
  const putId = randomUUID();
  const target = { Bucket, Key: key, ContentType: contentType, Metadata: { [PUT_ID]: putId } };
  const condition = ifAbsent ? ({ IfNoneMatch: '*' } as const) : {};
  let etag: string | undefined;
  try {
    etag = await upload(client, target, condition, chunks, signal);
  } catch (error) {
    etag = await ownEtag(place, putId, error);
  }
  await failpoint('blobs.put.published');
  return { key, size: measure.bytes, contentType, etag: etag ?? '', sha256: measure.sha256 };
}

/**
 * The SDK repeats a write whose answer was lost; if the first had arrived, the repetition meets it and is
 * refused. Then the object is ours and all is well.
 * @throws the error, when the object is not ours; AppError BLOB_EXISTS when somebody else's write came first
 */
async function ownEtag(place: Place, putId: string, error: unknown): Promise<string | undefined> {
  const conflict = wasRefused(error, 'PreconditionFailed', 'ConditionalRequestConflict');
  if (!conflict && !wasRefused(error, 'NoSuchUpload')) throw error;
  const found = await find(place, undefined);
  if (found?.Metadata?.[PUT_ID] === putId) return found.ETag;
  throw conflict && found ? new AppError('BLOB_EXISTS', { cause: error }) : error;
}

async function find({ client, bucket, key }: Place, signal: AbortSignal | undefined) {
  const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
  try {
    return await answered(client.send(command, { ...(signal && { abortSignal: signal }) }), signal);
  } catch (error) {
    if (isAppError(error, 'BLOB_NOT_FOUND')) return undefined;
    throw error;
  }
}
