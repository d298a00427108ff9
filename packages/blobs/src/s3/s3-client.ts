import { S3Client } from '@aws-sdk/client-s3';

/** An S3 and how to reach it. */
export interface S3Options {
  /** Address of a server that speaks S3; AWS itself when left out. */
  endpoint?: string | undefined;
  region: string;
  /** The bucket must be there, and belongs to one service. */
  bucket: string;
  /** Left out: from where the AWS SDK looks for them, such as the role of the machine or the pod. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** The bucket as first part of the path and not of the host name, as most servers but AWS want it. */
  forcePathStyle: boolean;
  /** Longest wait in ms for an answer, each of three tries, and for the next bytes of one that is read. */
  timeoutMs: number;
  /** Longest wait in ms for the source of a put. */
  idleMs: number;
}

/** Connections to S3 at the most, and so requests at a time; more wait, no longer than `timeoutMs`. */
const MAX_CONNECTIONS = 64;
const MAX_TRIES = 3;

export function createS3Client(options: S3Options): S3Client {
  const { endpoint, region, credentials, forcePathStyle, timeoutMs } = options;
  const agent = { keepAlive: true, maxSockets: MAX_CONNECTIONS };
  return new S3Client({
    region,
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: MAX_TRIES,
    // The checksums that the SDK adds by default are trailers, which servers of others store as content.
    // Requests are signed over their content all the same.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // With it the SDK opens a connection for each part, beyond the bound of the agents.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: Math.min(timeoutMs, 5_000),
      requestTimeout: timeoutMs,
      // Without it the SDK only writes a warning when the time is over.
      throwOnRequestTimeout: true,
      // No socketTimeout: it would cut off readers who are slow.
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
}
