import { open, readdir, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { AppError, isAppError } from '@chowk/contracts/errors';
import { systemClock, type Clock } from '@chowk/runtime/lifecycle';
import type { BlobEntry, BlobInfo, BlobPage, BlobStore, GetOptions, ListOptions } from '../blob-store.ts';
import { checkKey, checkList, checkRange, checkSignedUrl } from '../input.ts';
import { resolveRange, type BlobRange } from '../range.ts';
import { receive } from '../receive.ts';
import { TimedStream } from '../timed-stream.ts';
import { answered, codeOf, diskError } from './disk-errors.ts';
import { pathOf, removeEmptyFolders, syncFolder } from './folders.ts';
import { FOOTER_BYTES, readFooter } from './footer.ts';
import { walk } from './walk.ts';
import { etagOf, writeFile } from './write-file.ts';

/** Files under way; keys cannot begin with a dot. Beside the others, because a rename works on one disk only. */
const INCOMING = '.incoming';
const READ_BYTES = 256 * 1024;

export interface DiskOptions {
  /** Folder of the files; the first put makes it. */
  folder: string;
  /** Longest wait in ms for one step of the file system. */
  timeoutMs: number;
  /** Longest wait in ms for the source of a put. */
  idleMs: number;
  clock?: Clock;
}

/** Blobs as files of one folder, which several processes may share. */
export function createDiskBlobStore(options: DiskOptions): BlobStore {
  const { timeoutMs, idleMs, clock = systemClock } = options;
  const root = resolve(options.folder);
  const incoming = join(root, INCOMING);

  async function step<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    return answered(timeoutMs, work());
  }

  async function openBlob(key: string, signal?: AbortSignal): Promise<{ file: FileHandle; info: BlobInfo }> {
    signal?.throwIfAborted();
    const file = await answered(timeoutMs, open(pathOf(root, key), 'r'), (late) => late.close());
    try {
      return { file, info: await step(signal, () => infoOf(key, file)) };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  return {
    put: (key, source, put) =>
      receive({ key, source, options: put, idleMs }, (chunks, measure) =>
        writeFile({ key, path: pathOf(root, key), incoming, timeoutMs }, chunks, measure, put),
      ),

    async get(key, { range: asked, signal }: GetOptions = {}) {
      checkKey(key);
      if (asked) checkRange(asked);
      const { file, info } = await openBlob(key, signal);
      try {
        const range = asked && resolveRange(asked, info.size);
        const content = await contentOf(file, range ?? { start: 0, end: info.size - 1 });
        const onIdle = () => new AppError('UPSTREAM_TIMEOUT', { details: [{ service: 'disk' }] });
        const stream = new TimedStream(content, { idleMs: timeoutMs, onIdle, signal, mapError: diskError });
        return { ...info, range, stream };
      } catch (error) {
        await file.close();
        throw error;
      }
    },

    async head(key, { signal } = {}) {
      checkKey(key);
      const { file, info } = await openBlob(key, signal);
      await step(signal, () => file.close());
      return info;
    },

    async delete(key, { signal } = {}) {
      checkKey(key);
      const path = pathOf(root, key);
      await step(signal, async () => {
        try {
          await unlink(path);
          await syncFolder(dirname(path));
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') throw error;
        }
        await removeEmptyFolders(root, dirname(path));
      });
    },

    async list({ prefix = '', cursor, limit = 1000, signal }: ListOptions = {}): Promise<BlobPage> {
      checkList({ prefix, cursor, limit });
      const items: BlobEntry[] = [];
      const found = walk(root, { prefix, after: cursor ?? '' });
      for (;;) {
        const { done, value } = await step(signal, () => found.next());
        if (done) return { items, nextCursor: undefined };
        const entry = await orGone(step(signal, () => entryOf(value.key, value.path)));
        if (!entry) continue;
        if (items.length === limit) return { items, nextCursor: items.at(-1)!.key };
        items.push(entry);
      }
    },

    async signedUrl(key, request) {
      checkKey(key);
      checkSignedUrl(request);
      return undefined;
    },

    async removeLeftovers(olderThanMs, signal) {
      let removed = 0;
      for (const name of (await orGone(step(signal, () => readdir(incoming)))) ?? []) {
        const path = join(incoming, name);
        const file = await orGone(step(signal, () => stat(path)));
        if (!file || clock().getTime() - file.mtimeMs <= olderThanMs) continue;
        await orGone(step(signal, () => unlink(path)));
        removed += 1;
      }
      return removed;
    },

    close: async () => undefined,
  };
}

async function infoOf(key: string, file: FileHandle): Promise<BlobInfo> {
  const { size: fileBytes, mtimeMs } = await file.stat();
  const footer = await readFooter(file, fileBytes);
  if (!footer) throw new Error(`the file of blob ${key} is not whole`);
  const { size, contentType, sha256 } = footer;
  return { key, size, contentType, etag: etagOf(sha256), lastModified: inSeconds(mtimeMs) };
}

/** Undefined for what was deleted meanwhile, and for a file that nothing of ours can have written. */
async function entryOf(key: string, path: string): Promise<BlobEntry | undefined> {
  const { size: fileBytes, mtimeMs } = await stat(path);
  const size = fileBytes - FOOTER_BYTES;
  return size < 0 ? undefined : { key, size, lastModified: inSeconds(mtimeMs) };
}

const inSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

/** Closes the file when it has been read or is destroyed. */
async function contentOf(file: FileHandle, { start, end }: BlobRange): Promise<Readable> {
  if (start <= end) return file.createReadStream({ start, end, highWaterMark: READ_BYTES });
  await file.close();
  return Readable.from([]);
}

/** Undefined when another process has removed or moved the file meanwhile. */
async function orGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error, 'BLOB_NOT_FOUND')) return undefined;
    throw error;
  }
}
