import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { AuditTrail } from '../../audit/ports.ts';
import type { AccessTokens } from '../../tokens/ports.ts';
import type { Users } from '../../users/ports.ts';
import { isActive, judgeRefresh, type RefreshToken, type Session } from '../domain/session.ts';
import type { Sessions } from '../ports.ts';
import { hashRefreshToken, newRefreshToken, openSuccessor, sealSuccessor } from '../refresh-token.ts';
import type { EndSessions } from './end-sessions.ts';
import type { Tokens } from './start-session.ts';

interface Ports {
  outbox: Outbox;
  sessions: Sessions;
  users: Users;
  accessTokens: AccessTokens;
  endSessions: EndSessions;
  audit: AuditTrail;
  refreshLifetimeMs: number;
  graceMs: number;
}

/**
 * Exchanges a refresh token for its one successor (RFC 9700, section 4.14.2). However many present it
 * within the grace period, all get the same one; whoever presents it later ends the session.
 * @throws AppError UNAUTHORIZED, REFRESH_TOKEN_REUSED
 */
export const refreshSession =
  (ports: Ports) =>
  async (presented: string, now: Date): Promise<Tokens> => {
    const { refreshToken, session } = await exchanged(ports, presented, now);
    const user = await ports.users.byId(session.userId);
    if (!user || user.status === 'blocked') throw new AppError('UNAUTHORIZED');
    // Signed as of the moment before the session was found active: a session that ends meanwhile stays
    // marked as revoked for longer than this token lives.
    const claims = { userId: user.id, sessionId: session.id, roles: user.roles };
    const accessToken = ports.accessTokens.sign(claims, now);
    return { accessToken, refreshToken, expiresIn: ports.accessTokens.lifetime };
  };

interface Exchange {
  refreshToken: string;
  session: Session;
}

async function exchanged(ports: Ports, presented: string, now: Date): Promise<Exchange> {
  let current = presented;
  for (;;) {
    const { token, session } = await known(ports, current, now);
    switch (judgeRefresh(token, now, ports.graceMs)) {
      case 'leaf': {
        // Reached through a predecessor within the grace: this is the successor that the other tab got.
        if (current !== presented) return { refreshToken: current, session };
        const successor = await rotated(ports, presented, token, now);
        if (successor !== undefined) return { refreshToken: successor, session };
        // Somebody was faster: what is stored now decides.
        break;
      }
      case 'replay':
        // The successor may have been exchanged within the grace as well: on to the leaf.
        current = openSuccessor(token.sealedSuccessor!, current);
        break;
      case 'expired':
        throw new AppError('UNAUTHORIZED');
      case 'reused':
        return endFamily(ports, session, now);
    }
  }
}

/** The token's row and its session. @throws AppError UNAUTHORIZED unless the session is active. */
async function known(
  ports: Ports,
  presented: string,
  now: Date,
): Promise<{ token: RefreshToken; session: Session }> {
  const token = await ports.sessions.token(hashRefreshToken(presented));
  const session = token && (await ports.sessions.byId(token.sessionId));
  if (!session || !isActive(session, now)) throw new AppError('UNAUTHORIZED');
  return { token, session };
}

/**
 * The new leaf, in one step with the end of the old one; undefined when somebody else was faster.
 * @throws AppError UNAUTHORIZED when the session ended at this moment
 */
async function rotated(
  ports: Ports,
  presented: string,
  token: RefreshToken,
  now: Date,
): Promise<string | undefined> {
  const successor = newRefreshToken();
  const { sessionId } = token;
  const expiresAt = new Date(now.getTime() + ports.refreshLifetimeMs);
  const leaf: RefreshToken = { hash: hashRefreshToken(successor), sessionId, expiresAt };
  const sealed = sealSuccessor(successor, presented);
  const done = await ports.outbox.transact(async (tx) => {
    if (!(await ports.sessions.touch(sessionId, now, expiresAt, tx))) throw new AppError('UNAUTHORIZED');
    return ports.sessions.replaceLeaf(token, leaf, sealed, now, tx);
  });
  return done ? successor : undefined;
}

async function endFamily(ports: Ports, session: Session, now: Date): Promise<never> {
  const { userId, id: sessionId } = session;
  const ended = await ports.outbox.transact(async (tx) => {
    const facts = { sessionId };
    await ports.audit.append({ action: 'refresh_token.reused', subjectId: userId, at: now, facts }, tx);
    const reason = 'refresh_token_reused';
    return ports.endSessions.within(tx, { userId, sessionId, reason, actorId: userId, now });
  });
  await ports.endSessions.announce(ended);
  throw new AppError('REFRESH_TOKEN_REUSED');
}
