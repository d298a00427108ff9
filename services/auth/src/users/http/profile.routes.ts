import { AppError } from '@chowk/contracts/errors';
import { ok, route, type Route } from '@chowk/runtime/http';
import { ROLES } from '@chowk/runtime/identity';
import { z } from 'zod';
import type { User, UserChange } from '../domain/user.ts';
import type { ProfileChange } from '../ports.ts';
import { userView } from './user-view.ts';

/** Words of people: no control characters that would break a log, a header or a vCard. */
const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');

const birthday = z.iso
  .date()
  .refine(
    (day) => day >= '1900-01-01' && new Date(day) <= new Date(),
    'must be a day since 1900, not to come',
  );

const locationSchema = z.strictObject({
  address: words(300).optional(),
  city: words(100).optional(),
  state: words(100).optional(),
  pincode: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$/)
    .optional(),
  coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
});

const profileSchema = z
  .strictObject({
    firstName: words(80).optional(),
    lastName: words(80).nullable().optional(),
    email: z.email().max(254).nullable().optional(),
    dateOfBirth: birthday.nullable().optional(),
    gender: z.enum(['female', 'male', 'other']).nullable().optional(),
    avatar: z
      .url({ protocol: /^https$/ })
      .max(2048)
      .nullable()
      .optional(),
    location: locationSchema.nullable().optional(),
    sharePhone: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something');

const changeSchema = z
  .strictObject({ role: z.enum(ROLES).optional(), status: z.enum(['active', 'blocked']).optional() })
  .refine((change) => Object.keys(change).length > 0, 'must change something');

const etag = (user: User): string => `"${user.version}"`;

/** Version named by If-Match. @throws AppError PRECONDITION_FAILED for a tag that we never gave. */
function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const version = /^"(\d{1,15})"$/.exec(header)?.[1];
  if (version === undefined) throw new AppError('PRECONDITION_FAILED');
  return Number(version);
}

export const userRoutes = (useCases: {
  getProfile(userId: string): Promise<User>;
  updateProfile(userId: string, change: ProfileChange, expectedVersion: number | undefined): Promise<User>;
  changeUser(
    actor: { id: string; roles: readonly string[] },
    userId: string,
    change: UserChange,
    now: Date,
  ): Promise<User>;
}): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/users/profile',
    auth: 'user',
    summary: 'The profile of who is signed in',
    async handle({ user }) {
      const profile = await useCases.getProfile(user.userId);
      return ok({ user: userView(profile, new Date()) }, { headers: { etag: etag(profile) } });
    },
  }),
  route({
    method: 'put',
    path: '/api/v1/users/profile',
    auth: 'user',
    summary: 'Changes fields of the own profile; null takes one away, If-Match guards against lost updates',
    body: profileSchema,
    async handle({ user, body, headers }) {
      const profile = await useCases.updateProfile(user.userId, body, expectedVersion(headers['if-match']));
      return ok({ user: userView(profile, new Date()) }, { headers: { etag: etag(profile) } });
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/users/:id',
    auth: ['admin', 'owner'],
    summary: 'Gives a user another role or status',
    params: z.strictObject({ id: z.string().max(64) }),
    body: changeSchema,
    async handle({ user, params, body }) {
      const now = new Date();
      const changed = await useCases.changeUser({ id: user.userId, roles: user.roles }, params.id, body, now);
      return ok({ user: userView(changed, now) });
    },
  }),
];
