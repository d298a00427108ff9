import { AppError } from '@chowk/contracts/errors';
import type { Outbox, Tx } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Logger } from '@chowk/runtime/log';
import type { AuditTrail } from '../../audit/ports.ts';
import type { EndReason } from '../domain/session.ts';
import type { EndedSession, Revocations, Sessions } from '../ports.ts';

interface Ending {
  userId: string;
  /** Undefined ends all of the user. */
  sessionId?: string;
  reason: EndReason;
  actorId: string;
  now: Date;
}

/**
 * Ends sessions. The end is true once it is in the database; it is then told to Redis at once, and by the
 * sweep (see RevocationSweep) if Redis or this process fails in between.
 */
export interface EndSessions {
  /** Part of a larger transaction; announce what it returns after the commit. */
  within(tx: Tx, ending: Ending): Promise<EndedSession[]>;
  announce(ended: readonly EndedSession[]): Promise<void>;
  /** Ends the session that asks, or all of its user; ending twice is no error. Returns how many ended. */
  signOut(ending: { userId: string; sessionId?: string; now: Date }): Promise<number>;
  /** Ends another session of one's own. @throws AppError SESSION_NOT_FOUND */
  endOne(ending: { userId: string; sessionId: string; now: Date }): Promise<void>;
}

export function endSessions(ports: {
  outbox: Outbox;
  sessions: Sessions;
  revocations: Revocations;
  audit: AuditTrail;
  logger: Logger;
}): EndSessions {
  const within: EndSessions['within'] = async (tx, { userId, sessionId, reason, actorId, now }) => {
    const ended = await ports.sessions.end({ userId, sessionId }, reason, now, tx);
    for (const session of ended) {
      const facts = { sessionId: session.sessionId, reason };
      await ports.audit.append({ action: 'session.revoked', actorId, subjectId: userId, at: now, facts }, tx);
      tx.emit('sessionRevoked', session.sessionId, { userId, sessionId: session.sessionId, reason });
    }
    return ended;
  };

  const announce: EndSessions['announce'] = async (ended) => {
    await failpoint('auth.sessions.ended');
    try {
      for (const session of ended) await ports.revocations.announce(session);
      if (ended.length > 0) await ports.sessions.markAnnounced(ended.map(({ sessionId }) => sessionId));
    } catch (err) {
      ports.logger.warn({ err, sessions: ended.length }, 'revocation is late, the sweep will announce it');
    }
  };

  const signOut: EndSessions['signOut'] = async ({ now, ...which }) => {
    const ending: Ending = { ...which, reason: 'logout', actorId: which.userId, now };
    const ended = await ports.outbox.transact((tx) => within(tx, ending));
    await announce(ended);
    return ended.length;
  };

  return {
    within,
    announce,
    signOut,
    async endOne(ending) {
      if ((await signOut(ending)) === 0) throw new AppError('SESSION_NOT_FOUND');
    },
  };
}
