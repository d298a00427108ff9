import { AppError } from '@chowk/contracts/errors';

export type UserRole = 'user' | 'expert' | 'merchant' | 'admin' | 'owner';
export type UserStatus = 'active' | 'blocked';

interface UserLocation {
  address?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  pincode?: string | undefined;
  /** [longitude, latitude] in degrees, as GeoJSON has it. */
  coordinates?: [number, number] | undefined;
}

/** What a person says of themselves and may change. */
export interface Profile {
  firstName?: string;
  lastName?: string;
  email?: string;
  /** A calendar day, `1990-12-31`. */
  dateOfBirth?: string;
  gender?: 'female' | 'male' | 'other';
  /** https address of a picture. */
  avatar?: string;
  location?: UserLocation;
}

export interface User {
  id: string;
  /** E.164 */
  phone: string;
  roles: UserRole[];
  status: UserStatus;
  plan: 'basic' | 'premium';
  /** Undefined when the plan does not end. */
  planExpiresAt?: Date;
  profile: Profile;
  /** The owner of a code agrees that who scans it sees the number. */
  sharePhone: boolean;
  /** BCP 47 */
  language: string;
  createdAt: Date;
  /** Grows by one with each change. */
  version: number;
}

/** A person who signs in for the first time. Phones named in the settings make the first owners. */
export function newUser(facts: {
  id: string;
  phone: string;
  email?: string | undefined;
  ownerPhones: readonly string[];
  now: Date;
}): User {
  return {
    id: facts.id,
    phone: facts.phone,
    roles: facts.ownerPhones.includes(facts.phone) ? ['user', 'admin', 'owner'] : ['user'],
    status: 'active',
    plan: 'basic',
    profile: facts.email === undefined ? {} : { email: facts.email },
    sharePhone: false,
    language: 'en',
    createdAt: facts.now,
    version: 1,
  };
}

export const displayName = ({ firstName, lastName }: Profile): string =>
  [firstName, lastName].filter((part) => part !== undefined && part !== '').join(' ');

/** The plan that counts now: premium ends at its date, whether or not anybody has tidied up. */
export const effectivePlan = (user: User, now: Date): User['plan'] =>
  user.plan === 'premium' && (user.planExpiresAt === undefined || user.planExpiresAt > now)
    ? 'premium'
    : 'basic';

/** What an admin asks to change. */
export interface UserChange {
  role?: UserRole | undefined;
  status?: UserStatus | undefined;
}

/** What a change comes down to. */
export interface UserChangeOutcome {
  roles: UserRole[];
  status: UserStatus;
  /** Why sessions must end: rights were taken away. Rights that were given appear at the next refresh. */
  endsSessions: 'role_removed' | 'user_blocked' | undefined;
}

const ROLES_OF: Record<UserRole, UserRole[]> = {
  user: ['user'],
  expert: ['user', 'expert'],
  merchant: ['user', 'merchant'],
  admin: ['user', 'admin'],
  owner: ['user', 'admin', 'owner'],
};
const HIGH: readonly UserRole[] = ['admin', 'owner'];

/**
 * Decides whether somebody may change a user, and what follows.
 * @throws AppError FORBIDDEN when an admin touches an owner, makes or unmakes an admin or owner, or when
 *   people change themselves (the last owner must not lock everybody out).
 */
export function decideChange(
  actor: { id: string; roles: readonly string[] },
  target: User,
  change: UserChange,
): UserChangeOutcome {
  const roles = change.role === undefined ? target.roles : ROLES_OF[change.role];
  const status = change.status ?? target.status;
  const concernsHighRoles = [...roles, ...target.roles].some((role) => HIGH.includes(role));
  if (actor.id === target.id) {
    throw new AppError('FORBIDDEN', { message: 'Ask somebody else to change your role or status.' });
  }
  if (concernsHighRoles && !actor.roles.includes('owner')) {
    throw new AppError('FORBIDDEN', { message: 'Only an owner may change admins and owners.' });
  }
  const lost = target.roles.some((role) => !roles.includes(role));
  const blocked = status === 'blocked' && target.status !== 'blocked';
  return { roles, status, endsSessions: blocked ? 'user_blocked' : lost ? 'role_removed' : undefined };
}
