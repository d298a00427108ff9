import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { AuditTrail } from '../../audit/ports.ts';
import type { EndSessions } from '../../sessions/use-cases/end-sessions.ts';
import { decideChange, type User, type UserChange } from '../domain/user.ts';
import type { Users } from '../ports.ts';

/**
 * An admin gives somebody another role or status. Rights that are taken away end the person's sessions at
 * once; rights that are given are in the next access token.
 * @throws AppError USER_NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED when it changed at the same time
 */
export async function changeUser(
  ports: { users: Users; audit: AuditTrail; outbox: Outbox; endSessions: EndSessions },
  actor: { id: string; roles: readonly string[] },
  userId: string,
  change: UserChange,
  now: Date,
): Promise<User> {
  const { changed, ended } = await ports.outbox.transact(async (tx) => {
    const target = await ports.users.byId(userId, tx);
    if (!target) throw new AppError('USER_NOT_FOUND');
    const outcome = decideChange(actor, target, change);
    const changed = await ports.users.changeStanding(userId, target.version, outcome, tx);
    if (!changed) throw new AppError('PRECONDITION_FAILED');
    const entry = { actorId: actor.id, subjectId: userId, at: now };
    if (change.role !== undefined) {
      const facts = { from: target.roles, to: outcome.roles };
      await ports.audit.append({ ...entry, action: 'user.role_changed', facts }, tx);
    }
    if (change.status !== undefined) {
      const facts = { from: target.status, to: outcome.status };
      await ports.audit.append({ ...entry, action: 'user.status_changed', facts }, tx);
    }
    const ended = outcome.endsSessions
      ? await ports.endSessions.within(tx, { userId, reason: outcome.endsSessions, actorId: actor.id, now })
      : [];
    return { changed, ended };
  });
  await ports.endSessions.announce(ended);
  return changed;
}
