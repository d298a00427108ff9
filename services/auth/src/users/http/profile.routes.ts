import { calendarDate, email, oneLine } from '@chowk/contracts/fields';
import {
  bindRoutes,
  defineRoute,
  entityTag,
  ifMatch,
  ok,
  parseIfMatch,
  replies,
  type Route,
} from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import { GENDERS, type User } from '../domain/user.ts';
import { userSchema, userView } from '../domain/user.view.ts';
import type { GetUser } from '../use-cases/get-user.ts';
import type { UpdateProfile } from '../use-cases/update-profile.ts';

const locationInput = z.strictObject({
  address: oneLine(300).optional(),
  city: oneLine(100).optional(),
  state: oneLine(100).optional(),
  // Not the PIN code of India Post alone: people live where PHONE_COUNTRY_CODES lets them sign in from.
  pincode: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$/)
    .optional(),
  coordinates: z
    .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
    .optional()
    .describe('Longitude and latitude in degrees, in this order.'),
});

const profileInput = z
  .strictObject({
    firstName: oneLine(80).optional(),
    lastName: oneLine(80).nullable().optional(),
    email: email.nullable().optional(),
    dateOfBirth: calendarDate.nullable().optional().describe('A day since 1900, not to come.'),
    gender: z.enum(GENDERS).nullable().optional(),
    avatar: z
      .url({ protocol: /^https$/ })
      .max(2048)
      // The parser behind z.url() drops control characters from what it judges, and keeps the text as it was.
      .regex(/^[\x21-\x7e]*$/, 'must be visible ASCII characters')
      .nullable()
      .optional(),
    location: locationInput.nullable().optional(),
    sharePhone: z.boolean().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'must change something');

const profile = replies.data(z.object({ user: userSchema }), { headers: { etag: 'Its version.' } });

export const profileContract = {
  getProfile: defineRoute({
    method: 'get',
    path: '/api/v1/users/profile',
    auth: 'user',
    summary: 'Get your profile',
    reply: profile,
    errors: ['USER_NOT_FOUND'],
  }),
  updateProfile: defineRoute({
    method: 'put',
    path: '/api/v1/users/profile',
    auth: 'user',
    summary: 'Change fields of your profile',
    description: 'Fields left out stay as they are; null takes a field away.',
    headers: z.object({ 'if-match': ifMatch }),
    body: profileInput,
    reply: profile,
    errors: ['USER_NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

/** The profile of the person who asks. */
export function profileRoutes(deps: {
  getUser: GetUser;
  updateProfile: UpdateProfile;
  clock: Clock;
}): Route[] {
  const reply = (user: User) =>
    ok({ user: userView(user, deps.clock()) }, { headers: { etag: entityTag(user.version) } });
  return bindRoutes(profileContract, {
    getProfile: async ({ user }) => reply(await deps.getUser(user.userId)),
    updateProfile: async ({ user, body, headers }) =>
      reply(await deps.updateProfile(user.userId, body, parseIfMatch(headers))),
  });
}
