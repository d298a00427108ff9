import { AppError } from '@chowk/contracts/errors';
import { parsePhone, type PhoneRules } from '../domain/phone.ts';
import type { User } from '../domain/user.ts';
import type { UserRepository } from '../ports.ts';

/**
 * The user with a phone, however the number is written.
 * @throws AppError INVALID_PHONE, USER_NOT_FOUND
 */
export type FindUserByPhone = (phone: string) => Promise<User>;

export const createFindUserByPhone =
  (deps: { users: UserRepository; phones: PhoneRules }): FindUserByPhone =>
  async (phone) => {
    const user = await deps.users.findByPhone(parsePhone(phone, deps.phones, 'phone'));
    if (!user) throw new AppError('USER_NOT_FOUND');
    return user;
  };
