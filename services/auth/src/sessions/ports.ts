import type { Tx } from '@chowk/messaging';
import type { EndedSession, EndReason, RefreshToken, Session } from './domain/session.ts';

export interface SessionRepository {
  insert(session: Session, firstToken: RefreshToken, tx: Tx): Promise<void>;
  find(id: string): Promise<Session | undefined>;
  findToken(hash: string): Promise<RefreshToken | undefined>;
  /** Records a use and moves the session's end. False when it has ended. */
  touch(id: string, now: Date, expiresAt: Date, tx: Tx): Promise<boolean>;
  /** Puts a successor in the place of a leaf. False, and nothing done, when the token is no leaf any more. */
  replaceLeaf(
    token: RefreshToken,
    successor: RefreshToken,
    encryptedSuccessor: string,
    now: Date,
    tx: Tx,
  ): Promise<boolean>;
  /** Active sessions of a user, newest first, after the given one. */
  listActive(
    userId: string,
    now: Date,
    page: { after: string | undefined; limit: number },
  ): Promise<Session[]>;
  /** Ends sessions of a user, all or one, and returns those that were active until now. */
  revoke(
    which: { userId: string; sessionId?: string | undefined },
    reason: EndReason,
    now: Date,
    tx: Tx,
  ): Promise<EndedSession[]>;
  /** Ended sessions whose end has not reached Redis. */
  findUnpublished(limit: number): Promise<EndedSession[]>;
  markPublished(sessionIds: readonly string[]): Promise<void>;
  revokedSince(moment: Date): AsyncIterable<EndedSession>;
}
