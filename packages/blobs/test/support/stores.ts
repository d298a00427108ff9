import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskBlobStore } from '../../src/disk/disk-blob-store.ts';
import type { BlobStore } from '../../src/index.ts';
import { createS3BlobStore } from '../../src/s3/s3-blob-store.ts';
import { startTestS3, type TestS3 } from './s3-server.ts';

/** A store of one driver, and a look behind it. */
export interface StoreUnderTest {
  store: BlobStore;
  /** Another client of the same storage, as another process has it. */
  another(waits?: { idleMs?: number; timeoutMs?: number }): BlobStore;
  /** What unfinished puts hold in the storage now. */
  leftovers(): Promise<number>;
  /** Makes what unfinished puts hold look so much older, in ms. */
  age(ms: number): Promise<void>;
  /** Environment of a process that uses the same storage. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Long, for a busy machine; tests about time have waits of their own. */
const waits = { idleMs: 20_000, timeoutMs: 20_000 };

export async function openDisk(): Promise<StoreUnderTest & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'chowk-blobs-'));
  const incoming = join(folder, '.incoming');
  const unfinished = () => readdir(incoming).catch(() => []);
  const another = (own = {}) => createDiskBlobStore({ folder, ...waits, ...own });
  return {
    folder,
    store: another(),
    another,
    leftovers: async () => (await unfinished()).length,
    async age(ms) {
      const at = new Date(Date.now() - ms);
      for (const name of await unfinished()) await utimes(join(incoming, name), at, at);
    },
    env: { BLOB_DRIVER: 'disk', BLOB_DIR: folder },
    stop: () => rm(folder, { recursive: true }),
  };
}

export async function openS3(): Promise<StoreUnderTest & { s3: TestS3; bucket: string }> {
  const s3 = await startTestS3();
  const bucket = await s3.newBucket();
  const { endpoint, credentials } = s3;
  const opened: BlobStore[] = [];
  const another = (own = {}) => {
    const options = { endpoint, credentials, bucket, region: 'us-east-1', forcePathStyle: true };
    const store = createS3BlobStore({ ...options, ...waits, ...own });
    opened.push(store);
    return store;
  };
  return {
    s3,
    bucket,
    store: another(),
    another,
    leftovers: async () => s3.uploads.length,
    async age(ms) {
      for (const upload of s3.uploads) upload.initiated = new Date(Date.now() - ms);
    },
    env: {
      BLOB_DRIVER: 's3',
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    async stop() {
      for (const store of opened) await store.close();
      await s3.stop();
    },
  };
}

export const DRIVERS: ReadonlyArray<[string, () => Promise<StoreUnderTest>]> = [
  ['disk', openDisk],
  ['S3', openS3],
];
