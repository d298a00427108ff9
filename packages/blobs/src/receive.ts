import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { BlobSource, PutOptions } from './blob-store.ts';
import { checkKey, checkPut } from './input.ts';
import { TimedStream } from './timed-stream.ts';

/** What has gone through, complete when the last chunk has. */
export interface Measure {
  bytes: number;
  /** In hex. */
  sha256: string;
}

/**
 * What every put does, whatever it writes to: checks, counts, hashes, and destroys the source in the end.
 * `write` gets the chunks; when they end without an error the content is as long and as it should be.
 * @param idleMs longest wait for the source
 * @throws AppError VALIDATION_FAILED, REQUEST_TIMEOUT, PAYLOAD_TOO_LARGE, CHECKSUM_MISMATCH
 */
export async function receive<T>(
  request: { key: string; source: BlobSource; options: PutOptions; idleMs: number },
  write: (chunks: AsyncGenerator<Buffer>, measure: Measure) => Promise<T>,
): Promise<T> {
  const { key, source, options, idleMs } = request;
  const { signal } = options;
  const onIdle = () => new AppError('REQUEST_TIMEOUT');
  const stream = new TimedStream(source, { idleMs, onIdle, signal });
  try {
    checkKey(key);
    checkPut(options);
    signal?.throwIfAborted();
    const measure: Measure = { bytes: 0, sha256: '' };
    return await write(measured(stream, options, measure), measure);
  } finally {
    stream.destroy();
  }
}

async function* measured(
  stream: Readable,
  limits: { maxBytes: number; sha256?: string },
  measure: Measure,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    measure.bytes += chunk.length;
    if (measure.bytes > limits.maxBytes)
      throw new AppError('PAYLOAD_TOO_LARGE', { details: [{ maxBytes: limits.maxBytes }] });
    hash.update(chunk);
    yield chunk;
    await failpoint('blobs.put.chunk');
  }
  measure.sha256 = hash.digest('hex');
  if (limits.sha256 !== undefined && limits.sha256 !== measure.sha256)
    throw new AppError('CHECKSUM_MISMATCH', { details: [{ path: 'sha256' }] });
}
