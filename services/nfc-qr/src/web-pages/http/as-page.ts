import { isAppError, type AppError } from '@chowk/contracts/errors';
import type { FileReply } from '@chowk/runtime/http';
import { messagePage } from '../html/layout.ts';

const TITLES: Partial<Record<AppError['code'], string>> = {
  QR_CODE_NOT_FOUND: 'No such code',
  QR_CODE_GONE: 'No longer in use',
  RATE_LIMITED: 'Please wait a little',
};

/** Failures of the contract as pages for people; others go on to the error edge. */
export async function asPage(work: () => Promise<FileReply>): Promise<FileReply> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const answer = messagePage(error.status, TITLES[error.code] ?? 'That did not work', error.message);
    const { retryAfter } = error;
    if (retryAfter === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(retryAfter)) } };
  }
}
