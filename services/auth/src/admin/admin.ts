import type { Capability } from '@chowk/chassis';
import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { AuditApi } from '../audit/audit.ts';
import type { SessionsApi } from '../sessions/sessions.ts';
import type { UsersApi } from '../users/users.ts';
import { adminUsersRoutes } from './http/admin-users.routes.ts';
import { createChangeUser } from './use-cases/change-user.ts';

/** What admins and owners do to others; it stands on users and sessions, so that they need not know each other. */
export function composeAdmin(deps: {
  outbox: Outbox;
  users: UsersApi;
  sessions: SessionsApi;
  audit: AuditApi;
  clock: Clock;
}): Capability {
  return {
    name: 'admin',
    api: undefined,
    routes: adminUsersRoutes({ changeUser: createChangeUser(deps), clock: deps.clock }),
  };
}
