import { AppError } from '@chowk/contracts/errors';
import type { SignOut } from './sign-out.ts';

/**
 * Ends one of one's own sessions.
 * @throws AppError SESSION_NOT_FOUND, also for another person's
 */
export type EndSession = (userId: string, sessionId: string) => Promise<void>;

export const createEndSession =
  (deps: { signOut: SignOut }): EndSession =>
  async (userId, sessionId) => {
    if ((await deps.signOut({ userId, sessionId })) === 0) throw new AppError('SESSION_NOT_FOUND');
  };
