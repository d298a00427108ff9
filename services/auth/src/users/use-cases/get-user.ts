import { AppError } from '@chowk/contracts/errors';
import type { User } from '../domain/user.ts';
import type { UserRepository } from '../ports.ts';

/** @throws AppError USER_NOT_FOUND */
export type GetUser = (userId: string) => Promise<User>;

export const createGetUser =
  (deps: { users: UserRepository }): GetUser =>
  async (userId) => {
    const user = await deps.users.find(userId);
    if (!user) throw new AppError('USER_NOT_FOUND');
    return user;
  };
