import type { Outbox } from '@chowk/messaging';
import type { AuditApi } from '../../audit/audit.ts';
import type { User } from '../domain/user.ts';
import type { UserRepository } from '../ports.ts';

/** Adds those users that are not there yet, as if they had signed in. Returns how many were new. */
export type AddMissingUsers = (users: readonly User[]) => Promise<number>;

export const createAddMissingUsers =
  (deps: { outbox: Outbox; users: UserRepository; audit: AuditApi }): AddMissingUsers =>
  async (users) => {
    let added = 0;
    for (const user of users) {
      added += await deps.outbox.transact(async (tx) => {
        if (await deps.users.find(user.id, tx)) return 0;
        await deps.users.insert(user, tx);
        await deps.audit.append({ action: 'user.registered', subjectId: user.id, at: user.createdAt }, tx);
        const { id, version, createdAt } = user;
        tx.emit('userRegistered', id, { userId: id, registeredAt: createdAt.toISOString() }, { version });
        return 1;
      });
    }
    return added;
  };
