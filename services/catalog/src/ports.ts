import type { UserIdentity } from '@chowk/runtime/identity';

/** The time of day; tests put their own in its place. */
export type Clock = () => Date;

/** Whether a person may edit what belongs to others: the platform's own staff. */
export const isStaff = (user: UserIdentity): boolean =>
  user.roles.includes('admin') || user.roles.includes('owner');
