import { AppError, isAppError } from '@chowk/contracts/errors';
import { within } from '../within.ts';

/** `ENOENT` and the like; undefined for what is not an error of the system. */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;

/** Full, or out of descriptors: it may be better later. */
const PASSING = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY']);

/** What a failure of the file system is to callers. */
export function diskError(cause: unknown): Error {
  if (isAppError(cause)) return cause;
  const code = codeOf(cause);
  // ENOTDIR: a file stands where the key has a folder.
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('BLOB_NOT_FOUND', { cause });
  if (code !== undefined && PASSING.has(code))
    return new AppError('UPSTREAM_UNAVAILABLE', { details: [{ service: 'disk' }], retryAfter: 5, cause });
  return new AppError('SERVER_ERROR', { cause });
}

/**
 * Waits for the file system, which on a network or a dying disk may never answer, for `ms` at the most.
 * @param onLate closes what was opened too late
 */
export function answered<T>(ms: number, work: Promise<T>, onLate?: (value: T) => unknown): Promise<T> {
  const onTimeout = () => new AppError('UPSTREAM_TIMEOUT', { details: [{ service: 'disk' }] });
  return within(work, { ms, onTimeout, ...(onLate && { onLate }) }).catch((cause: unknown) => {
    throw diskError(cause);
  });
}
