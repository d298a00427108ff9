import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { AuditApi } from '../../audit/audit.ts';
import type { SessionsApi } from '../../sessions/sessions.ts';
import type { User } from '../../users/domain/user.ts';
import type { UsersApi } from '../../users/users.ts';
import { decideChange, type UserChange } from '../domain/user-change.ts';

/**
 * An admin gives somebody another role or status. Rights that are taken away end the person's sessions at
 * once; rights that are given are in the next access token.
 * @throws AppError USER_NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED when it changed at the same time
 */
export type ChangeUser = (
  actor: Pick<UserIdentity, 'userId' | 'roles'>,
  userId: string,
  change: UserChange,
) => Promise<User>;

export const createChangeUser =
  (deps: {
    outbox: Outbox;
    users: UsersApi;
    sessions: SessionsApi;
    audit: AuditApi;
    clock: Clock;
  }): ChangeUser =>
  async (actor, userId, change) => {
    const { users, sessions, audit } = deps;
    const now = deps.clock();
    const { changed, ended } = await deps.outbox.transact(async (tx) => {
      const target = await users.find(userId, tx);
      if (!target) throw new AppError('USER_NOT_FOUND');
      const outcome = decideChange(actor, target, change);
      const changed = await users.updateAccess(userId, target.version, outcome, tx);
      if (!changed) throw new AppError('PRECONDITION_FAILED');
      const entry = { actorId: actor.userId, subjectId: userId, at: now };
      if (change.role !== undefined) {
        const facts = { from: target.roles, to: outcome.roles };
        await audit.append({ ...entry, action: 'user.role_changed', facts }, tx);
      }
      if (change.status !== undefined) {
        const facts = { from: target.status, to: outcome.status };
        await audit.append({ ...entry, action: 'user.status_changed', facts }, tx);
      }
      const reason = outcome.endsSessions;
      const ended = reason
        ? await sessions.revokeSessions({ userId, reason, actorId: actor.userId, now }, tx)
        : [];
      return { changed, ended };
    });
    await sessions.publishRevocations(ended);
    return changed;
  };
