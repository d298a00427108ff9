import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { AuditApi } from '../../audit/audit.ts';
import type { AccessTokenIssuer } from '../../tokens/tokens.ts';
import type { UsersApi } from '../../users/users.ts';
import { isActive, judgeRefresh, type RefreshToken, type Session, type Tokens } from '../domain/session.ts';
import type { SessionRepository } from '../ports.ts';
import { decryptSuccessor, encryptSuccessor, hashRefreshToken, newRefreshToken } from '../refresh-token.ts';
import type { RevocationPublisher } from '../revocation-publisher.ts';
import type { RevokeSessions } from './revoke-sessions.ts';

interface Deps {
  outbox: Outbox;
  sessions: SessionRepository;
  users: UsersApi;
  accessTokens: AccessTokenIssuer;
  revokeSessions: RevokeSessions;
  publisher: RevocationPublisher;
  audit: AuditApi;
  refreshLifetimeMs: number;
  graceMs: number;
  clock: Clock;
}

/**
 * Exchanges a refresh token for its one successor (RFC 9700, section 4.14.2). However many present it
 * within the grace period, all get the same one; whoever presents it later ends the session.
 * @throws AppError UNAUTHORIZED, REFRESH_TOKEN_REUSED
 */
export type RefreshSession = (refreshToken: string) => Promise<Tokens>;

export const createRefreshSession =
  (deps: Deps): RefreshSession =>
  async (presented) => {
    const now = deps.clock();
    const { refreshToken, session } = await exchange(deps, presented, now);
    const user = await deps.users.find(session.userId);
    if (!user || user.status === 'blocked') throw new AppError('UNAUTHORIZED');
    // Signed as of the moment before the session was found active: a session that ends meanwhile stays
    // marked as revoked for longer than this token lives.
    const claims = { userId: user.id, sessionId: session.id, roles: user.roles };
    const accessToken = deps.accessTokens.issue(claims, now);
    return { accessToken, refreshToken, expiresIn: deps.accessTokens.lifetimeSeconds };
  };

interface Exchange {
  refreshToken: string;
  session: Session;
}

async function exchange(deps: Deps, presented: string, now: Date): Promise<Exchange> {
  let current = presented;
  for (;;) {
    const { token, session } = await findActive(deps, current, now);
    switch (judgeRefresh(token, now, deps.graceMs)) {
      case 'leaf': {
        // Reached through a predecessor within the grace: this is the successor that the other tab got.
        if (current !== presented) return { refreshToken: current, session };
        const successor = await rotate(deps, presented, token, now);
        if (successor !== undefined) return { refreshToken: successor, session };
        // Somebody was faster: what is stored now decides.
        break;
      }
      case 'replay':
        // The successor may have been exchanged within the grace as well: on to the leaf.
        current = decryptSuccessor(token.encryptedSuccessor!, current);
        break;
      case 'expired':
        throw new AppError('UNAUTHORIZED');
      case 'reused':
        return endFamily(deps, session, now);
    }
  }
}

/** The token's row and its session. @throws AppError UNAUTHORIZED unless the session is active. */
async function findActive(
  deps: Deps,
  presented: string,
  now: Date,
): Promise<{ token: RefreshToken; session: Session }> {
  const token = await deps.sessions.findToken(hashRefreshToken(presented));
  const session = token && (await deps.sessions.find(token.sessionId));
  if (!session || !isActive(session, now)) throw new AppError('UNAUTHORIZED');
  return { token, session };
}

/**
 * The new leaf, in one step with the end of the old one; undefined when somebody else was faster.
 * @throws AppError UNAUTHORIZED when the session ended at this moment
 */
async function rotate(
  deps: Deps,
  presented: string,
  token: RefreshToken,
  now: Date,
): Promise<string | undefined> {
  const successor = newRefreshToken();
  const { sessionId } = token;
  const expiresAt = new Date(now.getTime() + deps.refreshLifetimeMs);
  const leaf: RefreshToken = { hash: hashRefreshToken(successor), sessionId, expiresAt };
  const encrypted = encryptSuccessor(successor, presented);
  const done = await deps.outbox.transact(async (tx) => {
    if (!(await deps.sessions.touch(sessionId, now, expiresAt, tx))) throw new AppError('UNAUTHORIZED');
    // The grace counts from here: what came before, waiting for the database, was no fault of the client's.
    return deps.sessions.replaceLeaf(token, leaf, encrypted, deps.clock(), tx);
  });
  return done ? successor : undefined;
}

async function endFamily(deps: Deps, session: Session, now: Date): Promise<never> {
  const { userId, id: sessionId } = session;
  const ended = await deps.outbox.transact(async (tx) => {
    const facts = { sessionId };
    await deps.audit.append({ action: 'refresh_token.reused', subjectId: userId, at: now, facts }, tx);
    const reason = 'refresh_token_reused';
    return deps.revokeSessions({ userId, sessionId, reason, actorId: userId, now }, tx);
  });
  await deps.publisher.publish(ended);
  throw new AppError('REFRESH_TOKEN_REUSED');
}
