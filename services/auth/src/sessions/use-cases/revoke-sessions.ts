import type { Tx } from '@chowk/messaging';
import type { AuditApi } from '../../audit/audit.ts';
import type { EndedSession, EndReason } from '../domain/session.ts';
import type { SessionRepository } from '../ports.ts';

/**
 * Ends sessions as part of a larger transaction: the end is true once it is in the database. After the commit,
 * give what it returns to `RevocationPublisher.publish`.
 */
export type RevokeSessions = (
  which: {
    userId: string;
    /** Undefined ends all of the user. */
    sessionId?: string | undefined;
    reason: EndReason;
    actorId: string;
    now: Date;
  },
  tx: Tx,
) => Promise<EndedSession[]>;

export const createRevokeSessions =
  (deps: { sessions: SessionRepository; audit: AuditApi }): RevokeSessions =>
  async ({ userId, sessionId, reason, actorId, now }, tx) => {
    const ended = await deps.sessions.revoke({ userId, sessionId }, reason, now, tx);
    for (const session of ended) {
      const facts = { sessionId: session.sessionId, reason };
      await deps.audit.append({ action: 'session.revoked', actorId, subjectId: userId, at: now, facts }, tx);
      tx.emit('sessionRevoked', session.sessionId, { userId, sessionId: session.sessionId, reason });
    }
    return ended;
  };
