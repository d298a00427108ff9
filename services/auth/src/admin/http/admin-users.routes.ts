import { anyId } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { ADMINS, ROLES } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import { USER_STATUSES } from '../../users/domain/user.ts';
import { userSchema, userView } from '../../users/domain/user.view.ts';
import type { ChangeUser } from '../use-cases/change-user.ts';

const changeInput = z
  .strictObject({ role: z.enum(ROLES).optional(), status: z.enum(USER_STATUSES).optional() })
  .refine((change) => Object.keys(change).length > 0, 'must change something');

export const adminUsersContract = {
  adminUpdateUser: defineRoute({
    method: 'patch',
    path: '/api/v1/users/:id',
    auth: ADMINS,
    summary: 'Give a user another role or status',
    description:
      'Only an owner may touch, make or unmake admins and owners; nobody changes themselves. Taking a role away, or blocking, ends the sessions at once.',
    params: z.strictObject({ id: anyId }),
    body: changeInput,
    reply: replies.data(z.object({ user: userSchema })),
    errors: ['USER_NOT_FOUND', 'PRECONDITION_FAILED'],
  }),
};

/** Users as admins change them. */
export const adminUsersRoutes = (deps: { changeUser: ChangeUser; clock: Clock }): Route[] =>
  bindRoutes(adminUsersContract, {
    adminUpdateUser: async ({ user, params, body }) =>
      ok({ user: userView(await deps.changeUser(user, params.id, body), deps.clock()) }),
  });
