import type { Clock } from '@chowk/runtime/lifecycle';
import type { Session } from '../domain/session.ts';
import type { SessionRepository } from '../ports.ts';

/** Active sessions of a user, newest first, after the one with the given id. */
export type ListSessions = (
  userId: string,
  page: { after: string | undefined; limit: number },
) => Promise<Session[]>;

export const createListSessions =
  (deps: { sessions: SessionRepository; clock: Clock }): ListSessions =>
  (userId, page) =>
    deps.sessions.listActive(userId, deps.clock(), page);
