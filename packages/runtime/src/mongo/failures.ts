import { types } from 'node:util';
import { AppError } from '@chowk/contracts/errors';

/** Seconds after which it is worth asking again. */
const RETRY_AFTER = 1;
/** `MaxTimeMSExpired` of https://www.mongodb.com/docs/manual/reference/error-codes/ */
const MAX_TIME_EXPIRED = 50;

/** The driver's errors by name and not by class: edges must not load a driver that their service does not use. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
]);
/** A connection that breaks as it is written to reaches us as Node has it. */
const BROKEN: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ETIMEDOUT']);

/**
 * What callers are told of a failure of the database that is no fault of the code: OVERLOADED when no
 * connection became free in time, UPSTREAM_TIMEOUT for an operation that ran out of time, UPSTREAM_UNAVAILABLE
 * when the database cannot be reached. Undefined for anything else. Edges ask; inside, failures stay what they
 * are, for the driver's retries to know them.
 */
export function databaseFailure(error: unknown): AppError | undefined {
  if (!types.isNativeError(error)) return undefined;
  // What it says of a timeout is what it waited for.
  const isTimeout = error.name === 'MongoOperationTimeoutError';
  const waitedFor = isTimeout && types.isNativeError(error.cause) ? error.cause.name : error.name;
  if (waitedFor === 'MongoWaitQueueTimeoutError')
    return new AppError('OVERLOADED', { retryAfter: RETRY_AFTER, cause: error });
  if (UNREACHABLE.has(waitedFor) || ('syscall' in error && 'code' in error && BROKEN.has(error.code)))
    return new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: RETRY_AFTER, cause: error });
  if (isTimeout || ('code' in error && error.name === 'MongoServerError' && error.code === MAX_TIME_EXPIRED))
    return new AppError('UPSTREAM_TIMEOUT', { cause: error });
  return undefined;
}
