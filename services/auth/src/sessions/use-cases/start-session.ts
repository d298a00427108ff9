import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { AuditApi } from '../../audit/audit.ts';
import type { AccessTokenIssuer } from '../../tokens/tokens.ts';
import { UserExistsError, type User } from '../../users/domain/user.ts';
import type { UsersApi } from '../../users/users.ts';
import type { Session, Tokens } from '../domain/session.ts';
import type { SessionRepository } from '../ports.ts';
import { hashRefreshToken, newRefreshToken } from '../refresh-token.ts';

export interface SignedIn {
  user: User;
  tokens: Tokens;
  isNewUser: boolean;
}

/** Who has just proven that a phone is theirs. */
interface ProvenPhone {
  phone: string;
  /** Counts for a new user only. */
  email: string | undefined;
  /** User-Agent of the device. */
  device: string | undefined;
}

/**
 * Signs in whoever has proven a phone: finds or makes the user and starts a session, in one transaction.
 * @throws AppError FORBIDDEN when the user is blocked
 */
export type StartSession = (person: ProvenPhone) => Promise<SignedIn>;

const DEVICE_LENGTH = 200;

export const createStartSession =
  (deps: {
    outbox: Outbox;
    sessions: SessionRepository;
    users: UsersApi;
    accessTokens: AccessTokenIssuer;
    audit: AuditApi;
    refreshLifetimeMs: number;
    clock: Clock;
  }): StartSession =>
  async ({ device, ...person }) => {
    const { accessTokens } = deps;
    const now = deps.clock();
    const refreshToken = newRefreshToken();
    const expiresAt = new Date(now.getTime() + deps.refreshLifetimeMs);

    const attempt = () =>
      deps.outbox.transact(async (tx) => {
        const { user, isNew } = await deps.users.findOrRegister({ ...person, now }, tx);
        if (user.status === 'blocked')
          throw new AppError('FORBIDDEN', { message: 'This account is blocked.' });
        const session: Session = {
          id: newId('ses'),
          userId: user.id,
          ...(device !== undefined && { device: device.slice(0, DEVICE_LENGTH) }),
          createdAt: now,
          lastUsedAt: now,
          expiresAt,
        };
        const token = { hash: hashRefreshToken(refreshToken), sessionId: session.id, expiresAt };
        await deps.sessions.insert(session, token, tx);
        const facts = { sessionId: session.id };
        await deps.audit.append({ action: 'session.started', subjectId: user.id, at: now, facts }, tx);
        return { user, isNew, session };
      });

    const { user, isNew, session } = await attempt().catch((error: unknown) => {
      // Somebody else registered this phone a moment ago: now it is found.
      if (error instanceof UserExistsError) return attempt();
      throw error;
    });
    const claims = { userId: user.id, sessionId: session.id, roles: user.roles };
    const accessToken = accessTokens.issue(claims, now);
    return {
      user,
      tokens: { accessToken, refreshToken, expiresIn: accessTokens.lifetimeSeconds },
      isNewUser: isNew,
    };
  };
