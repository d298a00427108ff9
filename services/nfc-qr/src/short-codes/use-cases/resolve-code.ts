import { AppError } from '@chowk/contracts/errors';
import type { Code, Codes, CodeSigner } from '../ports.ts';

export type ResolveCode = (code: string, now: Date) => Promise<Code>;

/**
 * Finds what a code leads to. A made-up or altered code is refused before anything is read, so that
 * guessing costs the database nothing and tells nothing by its time.
 * @throws AppError QR_CODE_NOT_FOUND, or QR_CODE_GONE when it was disabled or has expired by `now`.
 */
export const resolveCode =
  (signer: Pick<CodeSigner, 'isOurs'>, codes: Pick<Codes, 'find'>): ResolveCode =>
  async (code, now) => {
    if (!signer.isOurs(code)) throw new AppError('QR_CODE_NOT_FOUND');
    const found = await codes.find(code);
    if (!found) throw new AppError('QR_CODE_NOT_FOUND');
    const expired = found.expiresAt !== undefined && found.expiresAt <= now;
    if (found.disabledAt !== undefined || expired) throw new AppError('QR_CODE_GONE');
    return found;
  };
