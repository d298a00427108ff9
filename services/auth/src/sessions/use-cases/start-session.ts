import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { AuditTrail } from '../../audit/ports.ts';
import type { AccessTokens } from '../../tokens/ports.ts';
import type { User } from '../../users/domain/user.ts';
import type { FindOrRegister } from '../../users/use-cases/register-user.ts';
import type { Session } from '../domain/session.ts';
import type { Sessions } from '../ports.ts';
import { hashRefreshToken, newRefreshToken } from '../refresh-token.ts';

/** What a client gets to act with. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** seconds that the access token lives */
  expiresIn: number;
}

export interface SignedIn {
  user: User;
  tokens: Tokens;
  isNewUser: boolean;
  now: Date;
}

interface ProvenPhone {
  phone: string;
  email: string | undefined;
  device: string | undefined;
  now: Date;
}

export type StartSession = (person: ProvenPhone) => Promise<SignedIn>;

const DEVICE_LENGTH = 200;

/**
 * Signs in whoever has proven a phone: finds or makes the user and starts a session, in one transaction.
 * @throws AppError FORBIDDEN when the user is blocked
 */
export const startSession =
  (ports: {
    outbox: Outbox;
    sessions: Sessions;
    findOrRegister: FindOrRegister;
    accessTokens: AccessTokens;
    audit: AuditTrail;
    refreshLifetimeMs: number;
  }): StartSession =>
  async (person) => {
    const { now } = person;
    const refreshToken = newRefreshToken();
    const expiresAt = new Date(now.getTime() + ports.refreshLifetimeMs);

    const attempt = () =>
      ports.outbox.transact(async (tx) => {
        const { user, isNew } = await ports.findOrRegister(person, tx);
        if (user.status === 'blocked')
          throw new AppError('FORBIDDEN', { message: 'This account is blocked.' });
        const session: Session = {
          id: newId('ses'),
          userId: user.id,
          ...(person.device !== undefined && { device: person.device.slice(0, DEVICE_LENGTH) }),
          createdAt: now,
          lastUsedAt: now,
          expiresAt,
        };
        const token = { hash: hashRefreshToken(refreshToken), sessionId: session.id, expiresAt };
        await ports.sessions.insert(session, token, tx);
        const facts = { sessionId: session.id };
        await ports.audit.append({ action: 'session.started', subjectId: user.id, at: now, facts }, tx);
        return { user, isNew, session };
      });

    const { user, isNew, session } = await attempt().catch((error: unknown) => {
      // Somebody else registered this phone a moment ago: now it is found.
      if (isDuplicateKey(error)) return attempt();
      throw error;
    });
    const claims = { userId: user.id, sessionId: session.id, roles: user.roles };
    const accessToken = ports.accessTokens.sign(claims, now);
    return {
      user,
      tokens: { accessToken, refreshToken, expiresIn: ports.accessTokens.lifetime },
      isNewUser: isNew,
      now,
    };
  };
