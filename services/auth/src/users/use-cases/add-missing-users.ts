import type { Outbox } from '@chowk/messaging';
import type { AuditTrail } from '../../audit/ports.ts';
import type { User } from '../domain/user.ts';
import type { Users } from '../ports.ts';

/** Adds those users that are not there yet, as if they had signed in. Returns how many were new. */
export async function addDemoUsers(
  ports: { outbox: Outbox; users: Users; audit: AuditTrail },
  demo: readonly User[],
): Promise<number> {
  let added = 0;
  for (const user of demo) {
    added += await ports.outbox.transact(async (tx) => {
      if (await ports.users.byId(user.id, tx)) return 0;
      await ports.users.insert(user, tx);
      await ports.audit.append({ action: 'user.registered', subjectId: user.id, at: user.createdAt }, tx);
      tx.emit('userRegistered', user.id, { userId: user.id, registeredAt: user.createdAt.toISOString() });
      return 1;
    });
  }
  return added;
}
