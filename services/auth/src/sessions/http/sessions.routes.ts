import { anyId, token } from '@chowk/contracts/fields';
import {
  bindRoutes,
  defineRoute,
  ok,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { z } from 'zod';
import { tokensSchema, tokensView } from '../domain/tokens.view.ts';
import type { EndSession } from '../use-cases/end-session.ts';
import type { ListSessions } from '../use-cases/list-sessions.ts';
import type { RefreshSession } from '../use-cases/refresh-session.ts';
import type { SignOut } from '../use-cases/sign-out.ts';
import { sessionSchema, sessionView } from './session.view.ts';

export const sessionsContract = {
  refreshTokens: defineRoute({
    method: 'post',
    path: '/api/v1/auth/refresh',
    auth: 'optional',
    summary: 'Exchange a refresh token for new tokens',
    description:
      'For a few seconds after its use a refresh token still answers with its one successor; whoever presents it later ends the session.',
    body: z.strictObject({ refreshToken: token(512) }),
    reply: replies.data(tokensSchema),
    errors: ['REFRESH_TOKEN_REUSED'],
    rateClass: 'auth',
  }),
  signOut: defineRoute({
    method: 'post',
    path: '/api/v1/auth/logout',
    auth: 'user',
    summary: 'End the session that asks',
    reply: replies.done(),
  }),
  signOutEverywhere: defineRoute({
    method: 'post',
    path: '/api/v1/auth/logout-all',
    auth: 'user',
    summary: 'End all your sessions',
    reply: replies.data(z.object({ ended: z.int().describe('How many sessions ended.') })),
  }),
  listSessions: defineRoute({
    method: 'get',
    path: '/api/v1/auth/sessions',
    auth: 'user',
    summary: 'List your active sessions, newest first',
    query: pageQuery(),
    reply: replies.list(sessionSchema, { key: { _id: -1 } }),
  }),
  endSession: defineRoute({
    method: 'delete',
    path: '/api/v1/auth/sessions/:id',
    auth: 'user',
    summary: 'End one of your sessions',
    params: z.strictObject({ id: anyId }),
    reply: replies.done(),
    errors: ['SESSION_NOT_FOUND'],
  }),
};

/** The sessions of the person who asks. */
export const sessionsRoutes = (deps: {
  refreshSession: RefreshSession;
  signOut: SignOut;
  listSessions: ListSessions;
  endSession: EndSession;
  cursors: CursorCodec;
}): Route[] =>
  bindRoutes(sessionsContract, {
    refreshTokens: async ({ body }) => ok(tokensView(await deps.refreshSession(body.refreshToken))),
    async signOut({ user: { userId, sessionId } }) {
      await deps.signOut({ userId, sessionId });
      return ok(null, { message: 'Signed out.' });
    },
    async signOutEverywhere({ user: { userId } }) {
      const ended = await deps.signOut({ userId });
      return ok({ ended }, { message: 'Signed out everywhere.' });
    },
    listSessions: async ({ user, query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) => deps.listSessions(user.userId, { after: position?.[1], limit }),
          keyOf: ({ id }) => ['', id],
          view: (session) => sessionView(session, user.sessionId),
        }),
      ),
    async endSession({ user, params }) {
      await deps.endSession(user.userId, params.id);
      return ok(null, { message: 'The session has ended.' });
    },
  });
