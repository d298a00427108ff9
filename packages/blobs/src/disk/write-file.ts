import { randomUUID } from 'node:crypto';
import { link, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { PutOptions, StoredBlob } from '../blob-store.ts';
import type { Measure } from '../receive.ts';
import { answered, codeOf } from './disk-errors.ts';
import { makeFolder, syncFolder } from './folders.ts';
import { encodeFooter } from './footer.ts';

/** A delete may remove the folder between our making it and our rename into it. */
const PUBLISH_TRIES = 10;

/**
 * Writes chunks beside the place where they belong, and moves them there in one step once they lie safely on
 * the disk: nobody sees half a file, and after a loss of power it is there whole or not at all.
 */
export async function writeFile(
  place: { key: string; path: string; incoming: string; timeoutMs: number },
  chunks: AsyncIterable<Buffer>,
  measure: Measure,
  options: PutOptions,
): Promise<StoredBlob> {
  const { key, path, incoming, timeoutMs } = place;
  const step = <T>(work: Promise<T>): Promise<T> => answered(timeoutMs, work);
  const { contentType, ifAbsent = false, signal } = options;
  // Only a courtesy, which saves the writing: the link is what decides.
  if (ifAbsent && (await step(isThere(path)))) throw new AppError('BLOB_EXISTS');
  await step(makeFolder(incoming));
  const temporary = join(incoming, `${randomUUID()}.part`);
  const opening = open(temporary, 'wx', 0o640);
  const file = await answered(timeoutMs, opening, (late) => late.close());
  try {
    try {
      for await (const chunk of chunks) await step(file.appendFile(chunk));
      const { bytes: size, sha256 } = measure;
      await step(file.appendFile(encodeFooter({ contentType, sha256, size })));
      await step(file.datasync());
    } finally {
      await step(file.close());
    }
    await failpoint('blobs.put.written');
    signal?.throwIfAborted();
    await step(publish(temporary, path, ifAbsent));
  } catch (error) {
    // What is left here is removed as that of a dead process.
    await step(unlink(temporary)).catch(() => undefined);
    throw error;
  }
  await failpoint('blobs.put.published');
  const { bytes: size, sha256 } = measure;
  return { key, size, contentType, etag: etagOf(sha256), sha256 };
}

/** @param sha256 of the content, in hex */
export const etagOf = (sha256: string): string => `"${sha256.slice(0, 32)}"`;

async function publish(temporary: string, path: string, ifAbsent: boolean): Promise<void> {
  const folder = dirname(path);
  for (let tries = 1; ; tries += 1) {
    try {
      await makeFolder(folder);
      await (ifAbsent ? linkIfAbsent(temporary, path) : rename(temporary, path));
      break;
    } catch (cause) {
      const code = codeOf(cause);
      // ENOTDIR is what mkdir makes of a folder that goes while it looks.
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
      if (tries === PUBLISH_TRIES) throw new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, cause });
    }
  }
  if (ifAbsent) await unlink(temporary);
  await syncFolder(folder);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Unlike a rename, a link refuses a name that is taken. */
async function linkIfAbsent(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (cause) {
    throw codeOf(cause) === 'EEXIST' ? new AppError('BLOB_EXISTS', { cause }) : cause;
  }
}
