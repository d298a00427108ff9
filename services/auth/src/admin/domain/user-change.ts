import { AppError } from '@chowk/contracts/errors';
import { isAdmin, type Role, type UserIdentity } from '@chowk/runtime/identity';
import type { UserAccess, UserStatus } from '../../users/domain/user.ts';

/** What an admin asks to change. */
export interface UserChange {
  role?: Role | undefined;
  status?: UserStatus | undefined;
}

/** What a change comes down to. */
interface UserChangeOutcome extends UserAccess {
  /** Why sessions must end: rights were taken away. Rights that were given appear at the next refresh. */
  endsSessions: 'role_removed' | 'user_blocked' | undefined;
}

const ROLES_OF: Record<Role, Role[]> = {
  user: ['user'],
  expert: ['user', 'expert'],
  merchant: ['user', 'merchant'],
  admin: ['user', 'admin'],
  owner: ['user', 'admin', 'owner'],
};

/**
 * Decides whether somebody may change a user, and what follows.
 * @throws AppError FORBIDDEN when an admin touches an owner, makes or unmakes an admin or owner, or when
 *   people change themselves (the last owner must not lock everybody out).
 */
export function decideChange(
  actor: Pick<UserIdentity, 'userId' | 'roles'>,
  target: UserAccess & { id: string },
  change: UserChange,
): UserChangeOutcome {
  const roles = change.role === undefined ? target.roles : ROLES_OF[change.role];
  const status = change.status ?? target.status;
  if (actor.userId === target.id) {
    throw new AppError('FORBIDDEN', { message: 'Ask somebody else to change your role or status.' });
  }
  if ((isAdmin({ roles }) || isAdmin(target)) && !actor.roles.includes('owner')) {
    throw new AppError('FORBIDDEN', { message: 'Only an owner may change admins and owners.' });
  }
  const lost = target.roles.some((role) => !roles.includes(role));
  const blocked = status === 'blocked' && target.status !== 'blocked';
  return { roles, status, endsSessions: blocked ? 'user_blocked' : lost ? 'role_removed' : undefined };
}
