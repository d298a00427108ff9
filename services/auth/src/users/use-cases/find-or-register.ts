import type { Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { AuditTrail } from '../../audit/ports.ts';
import { newUser, type User } from '../domain/user.ts';
import type { Users } from '../ports.ts';

export type FindOrRegister = (
  person: { phone: string; email?: string | undefined; now: Date },
  tx: Tx,
) => Promise<{ user: User; isNew: boolean }>;

/**
 * The user with this phone, made when there is none. Two first sign-ins at once meet at the unique index:
 * the second rejects with a duplicate key, and its transaction must be run again from the start.
 */
export const findOrRegister =
  (ports: { users: Users; audit: AuditTrail; ownerPhones: readonly string[] }): FindOrRegister =>
  async ({ phone, email, now }, tx) => {
    const known = await ports.users.signIn(phone, now, tx);
    if (known) return { user: known, isNew: false };
    const user = newUser({ id: newId('usr'), phone, email, ownerPhones: ports.ownerPhones, now });
    await ports.users.insert(user, tx);
    await ports.audit.append({ action: 'user.registered', subjectId: user.id, at: now }, tx);
    tx.emit('userRegistered', user.id, { userId: user.id, registeredAt: now.toISOString() });
    return { user, isNew: true };
  };
