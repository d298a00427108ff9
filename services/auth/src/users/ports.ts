import type { Tx } from '@chowk/messaging';
import type { Profile, User, UserRole, UserStatus } from './domain/user.ts';

/** Fields of a profile to set; null takes a field away, undefined leaves it. */
export type ProfileChange = {
  [Field in keyof Profile]?: Profile[Field] | null | undefined;
} & { sharePhone?: boolean | undefined };

export interface Users {
  byId(id: string, tx?: Tx): Promise<User | undefined>;
  byPhone(phone: string): Promise<User | undefined>;
  /**
   * The user with this phone, noted as signing in. It writes, so that a sign-in and a block or demotion at
   * the same moment come one after the other.
   */
  signIn(phone: string, now: Date, tx: Tx): Promise<User | undefined>;
  /** Unknown ids are left out. */
  byIds(ids: readonly string[]): Promise<User[]>;
  /** Rejects with a duplicate key when the phone or id is taken. */
  insert(user: User, tx?: Tx): Promise<void>;
  /** Undefined when there is no such user, or not in the version asked for. */
  changeProfile(
    id: string,
    change: ProfileChange,
    expectedVersion: number | undefined,
  ): Promise<User | undefined>;
  /** Undefined when the user has changed since `version`. */
  changeStanding(
    id: string,
    version: number,
    standing: { roles: UserRole[]; status: UserStatus },
    tx: Tx,
  ): Promise<User | undefined>;
}
