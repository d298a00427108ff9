import { AppError } from '@chowk/contracts/errors';
import type { User } from '../domain/user.ts';
import type { ProfileChange, Users } from '../ports.ts';

/** @throws AppError USER_NOT_FOUND */
export async function getProfile(users: Users, userId: string): Promise<User> {
  const user = await users.byId(userId);
  if (!user) throw new AppError('USER_NOT_FOUND');
  return user;
}

/**
 * Changes one's own profile: fields left out stay, null takes a field away.
 * @param expectedVersion of If-Match; undefined changes whatever is there
 * @throws AppError USER_NOT_FOUND, PRECONDITION_FAILED
 */
export async function updateProfile(
  users: Users,
  userId: string,
  change: ProfileChange,
  expectedVersion: number | undefined,
): Promise<User> {
  const user = await users.changeProfile(userId, change, expectedVersion);
  if (user) return user;
  await getProfile(users, userId);
  throw new AppError('PRECONDITION_FAILED');
}
