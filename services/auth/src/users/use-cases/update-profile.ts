import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { isBirthday, type ProfileChange, type User } from '../domain/user.ts';
import type { UserRepository } from '../ports.ts';
import type { GetUser } from './get-user.ts';

/**
 * Changes one's own profile: fields left out stay, null takes a field away.
 * @param versions that the change may be based on, from If-Match; undefined changes whatever is there
 * @throws AppError USER_NOT_FOUND, PRECONDITION_FAILED, VALIDATION_FAILED for a birthday that cannot be one
 */
export type UpdateProfile = (
  userId: string,
  change: ProfileChange,
  versions: readonly number[] | undefined,
) => Promise<User>;

export const createUpdateProfile =
  (deps: { users: UserRepository; getUser: GetUser; clock: Clock }): UpdateProfile =>
  async (userId, change, versions) => {
    if (change.dateOfBirth != null && !isBirthday(change.dateOfBirth, deps.clock())) {
      throw new AppError('VALIDATION_FAILED', {
        details: [{ path: 'dateOfBirth', message: 'must be a day since 1900, not to come' }],
      });
    }
    const user = await deps.users.updateProfile(userId, change, versions);
    if (user) return user;
    await deps.getUser(userId);
    throw new AppError('PRECONDITION_FAILED');
  };
