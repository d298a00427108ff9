import { displayName, effectivePlan, type User } from '../domain/user.ts';

/** A user as the person themselves, or an admin, sees them. */
export function userView(user: User, now: Date) {
  const plan = effectivePlan(user, now);
  return {
    id: user.id,
    phone: user.phone,
    email: user.profile.email ?? null,
    name: displayName(user.profile),
    firstName: user.profile.firstName ?? null,
    lastName: user.profile.lastName ?? null,
    dateOfBirth: user.profile.dateOfBirth ?? null,
    gender: user.profile.gender ?? null,
    avatar: user.profile.avatar ?? null,
    location: user.profile.location ?? null,
    sharePhone: user.sharePhone,
    roles: user.roles,
    status: user.status,
    plan,
    planExpiresAt: plan === 'premium' ? (user.planExpiresAt?.toISOString() ?? null) : null,
    isPremium: plan === 'premium',
    createdAt: user.createdAt.toISOString(),
  };
}
