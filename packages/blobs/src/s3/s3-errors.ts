import { S3ServiceException } from '@aws-sdk/client-s3';
import { AppError, isAppError, type ErrorCode } from '@chowk/contracts/errors';

const unavailable = (cause: unknown) =>
  new AppError('UPSTREAM_UNAVAILABLE', { details: [{ service: 's3' }], retryAfter: 1, cause });

/** Codes of S3 that mean something to callers. */
const CODES: Record<string, ErrorCode> = {
  NoSuchKey: 'BLOB_NOT_FOUND',
  // The answer to HEAD has no body, so its code is made of the status.
  NotFound: 'BLOB_NOT_FOUND',
  PreconditionFailed: 'BLOB_EXISTS',
};

/** Refusals that another try may not meet: a write that met another, an upload that was cleaned away. */
const PASSING = new Set(['ConditionalRequestConflict', 'NoSuchUpload']);

/** What a failed request to S3 is to callers. */
export function s3Error(cause: unknown): Error {
  if (isAppError(cause)) return cause;
  const { name, code: reason } = cause as NodeJS.ErrnoException;
  // The SDK gives this name to broken connections too.
  if (name === 'TimeoutError' && reason !== 'ECONNRESET' && reason !== 'EPIPE')
    return new AppError('UPSTREAM_TIMEOUT', { details: [{ service: 's3' }], retryAfter: 1, cause });
  if (!(cause instanceof S3ServiceException)) return unavailable(cause);
  const code = CODES[name];
  if (code !== undefined) return new AppError(code, { cause });
  const status = cause.$metadata.httpStatusCode ?? 500;
  // Any other 4xx refuses our credentials, our bucket or our request: nothing that a caller could mend.
  return status >= 500 || status === 429 || PASSING.has(name)
    ? unavailable(cause)
    : new AppError('SERVER_ERROR', { cause });
}

/**
 * Waits for an answer of S3.
 * @throws the signal's reason when it was aborted, else what `s3Error` makes
 */
export async function answered<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    signal?.throwIfAborted();
    throw s3Error(cause);
  }
}

/** Whether the failure came of S3 refusing with one of these codes. */
export const wasRefused = (error: unknown, ...codes: string[]): boolean =>
  isAppError(error) && error.cause instanceof S3ServiceException && codes.includes(error.cause.name);
