import type { Clock } from '@chowk/runtime/lifecycle';
import { isActive } from '../domain/session.ts';
import type { SessionRepository } from '../ports.ts';

/** Whether a session is active, and whose it is; undefined for one that never was. */
export type VerifySession = (sessionId: string) => Promise<{ active: boolean; userId: string | undefined }>;

export const createVerifySession =
  (deps: { sessions: SessionRepository; clock: Clock }): VerifySession =>
  async (sessionId) => {
    const session = await deps.sessions.find(sessionId);
    return {
      active: session !== undefined && isActive(session, deps.clock()),
      userId: session?.userId,
    };
  };
