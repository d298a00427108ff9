import type { Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { AuditApi } from '../../audit/audit.ts';
import { newUser, type User } from '../domain/user.ts';
import type { UserRepository } from '../ports.ts';

/**
 * The user with this phone, made when there is none. Two first sign-ins at once meet at the unique index: the
 * second is refused, and its transaction must be run again from the start.
 * @throws UserExistsError
 */
export type FindOrRegister = (
  person: { phone: string; email?: string | undefined; now: Date },
  tx: Tx,
) => Promise<{ user: User; isNew: boolean }>;

export const createFindOrRegister =
  (deps: { users: UserRepository; audit: AuditApi; ownerPhones: readonly string[] }): FindOrRegister =>
  async ({ phone, email, now }, tx) => {
    const known = await deps.users.recordSignIn(phone, now, tx);
    if (known) return { user: known, isNew: false };
    const user = newUser({ id: newId('usr'), phone, email, ownerPhones: deps.ownerPhones, now });
    await deps.users.insert(user, tx);
    await deps.audit.append({ action: 'user.registered', subjectId: user.id, at: now }, tx);
    const { id, version } = user;
    tx.emit('userRegistered', id, { userId: id, registeredAt: now.toISOString() }, { version });
    return { user, isNew: true };
  };
