import type { Role } from '@chowk/runtime/identity';

export const USER_STATUSES = ['active', 'blocked'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const PLANS = ['basic', 'premium'] as const;
type Plan = (typeof PLANS)[number];

export const GENDERS = ['female', 'male', 'other'] as const;

interface UserLocation {
  address?: string | undefined;
  city?: string | undefined;
  state?: string | undefined;
  pincode?: string | undefined;
  /** [longitude, latitude] in degrees, as GeoJSON has it. */
  coordinates?: [number, number] | undefined;
}

/** What a person says of themselves and may change. */
interface Profile {
  firstName?: string;
  lastName?: string;
  email?: string;
  /** A calendar day, `1990-12-31`. */
  dateOfBirth?: string;
  gender?: (typeof GENDERS)[number];
  /** https address of a picture. */
  avatar?: string;
  location?: UserLocation;
}

/** Fields of a profile to set; null takes a field away, undefined leaves it. */
export type ProfileChange = {
  [Field in keyof Profile]?: Profile[Field] | null | undefined;
} & { sharePhone?: boolean | undefined };

/** What a user may do. */
export interface UserAccess {
  roles: Role[];
  status: UserStatus;
}

export interface User extends UserAccess {
  id: string;
  /** E.164 */
  phone: string;
  plan: Plan;
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

/** The phone or the id of a new user is taken: somebody else registered it a moment ago. */
export class UserExistsError extends Error {
  override readonly name = 'UserExistsError';
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
export const effectivePlan = (user: User, now: Date): Plan =>
  user.plan === 'premium' && (user.planExpiresAt === undefined || user.planExpiresAt > now)
    ? 'premium'
    : 'basic';

/** Whether a calendar day can be somebody's birthday: since 1900 and not to come. */
export const isBirthday = (day: string, now: Date): boolean => day >= '1900-01-01' && new Date(day) <= now;
