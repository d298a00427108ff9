import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Code } from '../domain/code.ts';
import type { CodeRepository, CodeSigner } from '../ports.ts';

/**
 * Finds what a code leads to. A made-up or altered code is refused before anything is read, so that
 * guessing costs the database nothing and tells nothing by its time.
 * @throws AppError QR_CODE_NOT_FOUND, or QR_CODE_GONE when it was disabled or has expired
 */
export type ResolveCode = (code: string) => Promise<Code>;

export const createResolveCode =
  (deps: { signer: CodeSigner; codes: CodeRepository; clock: Clock }): ResolveCode =>
  async (code) => {
    if (!deps.signer.isOurs(code)) throw new AppError('QR_CODE_NOT_FOUND');
    const found = await deps.codes.find(code);
    if (!found) throw new AppError('QR_CODE_NOT_FOUND');
    const expired = found.expiresAt !== undefined && found.expiresAt <= deps.clock();
    if (found.disabledAt !== undefined || expired) throw new AppError('QR_CODE_GONE');
    return found;
  };
