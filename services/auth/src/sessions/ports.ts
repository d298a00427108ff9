import type { Tx } from '@chowk/messaging';
import type { EndReason, RefreshToken, Session } from './domain/session.ts';

/** A session that ended, as those who hold access tokens of it must learn. */
export interface EndedSession {
  sessionId: string;
  userId: string;
  revokedAt: Date;
}

export interface Sessions {
  insert(session: Session, firstToken: RefreshToken, tx: Tx): Promise<void>;
  byId(id: string): Promise<Session | undefined>;
  token(hash: string): Promise<RefreshToken | undefined>;
  /** Notes a use and moves the session's end. False when it has ended. */
  touch(id: string, now: Date, expiresAt: Date, tx: Tx): Promise<boolean>;
  /** Puts a successor in the place of a leaf. False, and nothing done, when the token is no leaf any more. */
  replaceLeaf(
    token: RefreshToken,
    successor: RefreshToken,
    sealedSuccessor: string,
    now: Date,
    tx: Tx,
  ): Promise<boolean>;
  /** Active sessions of a user, newest first, after the given one. */
  activeOf(
    userId: string,
    now: Date,
    page: { after?: string | undefined; limit: number },
  ): Promise<Session[]>;
  /** Ends sessions of a user, all or one, and returns those that were active until now. */
  end(
    which: { userId: string; sessionId?: string | undefined },
    reason: EndReason,
    now: Date,
    tx: Tx,
  ): Promise<EndedSession[]>;
  /** Ended sessions whose end has not reached Redis. */
  unannounced(limit: number): Promise<EndedSession[]>;
  markAnnounced(sessionIds: readonly string[]): Promise<void>;
  endedSince(moment: Date): AsyncIterable<EndedSession>;
}

/** Tells gateway and notify, within two seconds, that tokens of a session are worth nothing any more. */
export interface Revocations {
  /** Safe to repeat. Rejects when it did not arrive. */
  announce(ended: EndedSession): Promise<void>;
}
