import { secretKeyring } from '@chowk/keyring';
import { flag, integer } from '@chowk/runtime/config';
import { z } from 'zod';

/** Settings of a service that keeps files. Spread its shape into the service's own schema. */
export const blobConfigSchema = z.object({
  /** Where files are kept: `disk`, or `s3` for any server that speaks S3. */
  BLOB_DRIVER: z.enum(['disk', 's3']).default('disk'),
  /** Folder of the files, of this service alone; for the driver `disk`. All replicas must see the same one. */
  BLOB_DIR: z.string().min(1).optional(),
  /** Longest wait in ms for an answer of the storage, and for the next bytes of what is read. */
  BLOB_TIMEOUT_MS: integer(30_000, 100),
  /** Longest wait in ms for the next bytes of what is written. */
  BLOB_IDLE_TIMEOUT_MS: integer(30_000, 100),
  /** Address of the S3 server; AWS itself when empty. */
  S3_ENDPOINT: z.url().optional(),
  /** Region that requests to S3 are signed for. */
  S3_REGION: z.string().min(1).default('us-east-1'),
  /** Bucket of the files, of this service alone; it must be there. */
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is not the name of a bucket')
    .optional(),
  /** Id of the access key; when empty the AWS SDK looks for credentials itself, such as those of a role. */
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  /** The secret of the access key; the first is used. S3 knows two keys of a user at a time, so that both are good while replicas get the other. */
  S3_SECRET_ACCESS_KEY: secretKeyring('development-s3-secret', {
    minLength: 16,
    isUsed: ({ BLOB_DRIVER, S3_ACCESS_KEY_ID }) => BLOB_DRIVER === 's3' && S3_ACCESS_KEY_ID !== undefined,
  }),
  /** The bucket in the path and not in the host name, as most servers but AWS want it. */
  S3_FORCE_PATH_STYLE: flag(true),
});

export type BlobConfig = z.output<typeof blobConfigSchema>;
