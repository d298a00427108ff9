import { anyId, calendarDate, email, instant, phone } from '@chowk/contracts/fields';
import { ROLES } from '@chowk/runtime/identity';
import { z } from 'zod';
import { displayName, effectivePlan, GENDERS, PLANS, USER_STATUSES, type User } from './user.ts';

// In domain/ and not in http/: signing in and administration answer with a user as well.

export const userSchema = z
  .object({
    id: anyId,
    phone,
    email: email.nullable(),
    name: z.string().describe('First and last name, as far as they are known; may be empty.'),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    dateOfBirth: calendarDate.nullable(),
    gender: z.enum(GENDERS).nullable(),
    avatar: z.string().nullable().describe('https address of a picture.'),
    location: z
      .object({
        address: z.string().optional(),
        city: z.string().optional(),
        state: z.string().optional(),
        pincode: z.string().optional(),
        coordinates: z
          .tuple([z.number(), z.number()])
          .optional()
          .describe('Longitude and latitude in degrees, in this order.'),
      })
      .nullable(),
    sharePhone: z.boolean().describe('Whether who scans a code of this person may see the number.'),
    roles: z.array(z.enum(ROLES)),
    status: z.enum(USER_STATUSES),
    plan: z.enum(PLANS).describe('The plan that counts now.'),
    planExpiresAt: instant.nullable().describe('Null for a plan that does not end, and for basic.'),
    isPremium: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'User', description: 'A user as the person themselves, or an admin, sees them.' });

export function userView(user: User, now: Date): z.output<typeof userSchema> {
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
