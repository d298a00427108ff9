import { ConfigError } from '@chowk/runtime/config';
import { PeriodicTask, type ShutdownStack } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { BlobStore } from './blob-store.ts';
import type { BlobConfig } from './config.ts';
import { createDiskBlobStore } from './disk/disk-blob-store.ts';

const SWEEP_EVERY_MS = 3_600_000;
/** Longer than any put takes that is still alive: it would have run into its timeouts. */
const LEFTOVER_AGE_MS = 24 * 3_600_000;

/**
 * The blob store that the settings name, and its upkeep: each hour what puts of dead processes left behind a
 * day ago is removed. Connects with the first use.
 * @throws ConfigError when the driver lacks its settings
 */
export async function openBlobStore(
  config: BlobConfig,
  deps: { logger: Logger; shutdown: ShutdownStack },
): Promise<BlobStore> {
  const { logger, shutdown } = deps;
  const store = await createBlobStore(config);
  shutdown.add('blob store', () => store.close());
  const task = new PeriodicTask({
    name: 'removal of unfinished blobs',
    everyMs: SWEEP_EVERY_MS,
    logger,
    immediately: true,
    async run(signal) {
      const removed = await store.removeLeftovers(LEFTOVER_AGE_MS, signal);
      if (removed > 0) logger.info({ removed }, 'unfinished blobs removed');
    },
  });
  shutdown.add('removal of unfinished blobs', () => task.stop());
  return store;
}

async function createBlobStore(config: BlobConfig): Promise<BlobStore> {
  const waits = { timeoutMs: config.BLOB_TIMEOUT_MS, idleMs: config.BLOB_IDLE_TIMEOUT_MS };
  if (config.BLOB_DRIVER === 'disk') {
    if (config.BLOB_DIR === undefined) throw new ConfigError(['BLOB_DIR: the driver disk needs a folder']);
    return createDiskBlobStore({ folder: config.BLOB_DIR, ...waits });
  }
  if (config.S3_BUCKET === undefined) throw new ConfigError(['S3_BUCKET: the driver s3 needs a bucket']);
  // The AWS SDK takes 35 MB, which a service that keeps its files on disk does not have to pay.
  const { createS3BlobStore } = await import('./s3/s3-blob-store.ts');
  return createS3BlobStore({
    endpoint: config.S3_ENDPOINT,
    region: config.S3_REGION,
    bucket: config.S3_BUCKET,
    credentials:
      config.S3_ACCESS_KEY_ID === undefined
        ? undefined
        : {
            accessKeyId: config.S3_ACCESS_KEY_ID,
            secretAccessKey: config.S3_SECRET_ACCESS_KEY.currentSecret(),
          },
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
    ...waits,
  });
}
