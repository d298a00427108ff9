import type { Tx } from '@chowk/messaging';
import type { ProfileChange, User, UserAccess } from './domain/user.ts';

export interface UserRepository {
  find(id: string, tx?: Tx): Promise<User | undefined>;
  findByPhone(phone: string): Promise<User | undefined>;
  /** Unknown ids are left out. */
  findMany(ids: readonly string[]): Promise<User[]>;
  /**
   * The user with this phone, recorded as signing in. It writes, so that a sign-in and a block or demotion at
   * the same moment come one after the other.
   */
  recordSignIn(phone: string, now: Date, tx: Tx): Promise<User | undefined>;
  /** @throws UserExistsError when the phone or id is taken; its transaction is lost then. */
  insert(user: User, tx?: Tx): Promise<void>;
  /** Undefined when there is no such user, or in none of the versions; undefined versions take any. */
  updateProfile(
    id: string,
    change: ProfileChange,
    versions: readonly number[] | undefined,
  ): Promise<User | undefined>;
  /** Undefined when the user has changed since `version`. */
  updateAccess(id: string, version: number, access: UserAccess, tx: Tx): Promise<User | undefined>;
}
