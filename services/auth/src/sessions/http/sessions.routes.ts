import { ok, page, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { Session } from '../domain/session.ts';
import type { EndSessions } from '../use-cases/end-sessions.ts';
import type { Tokens } from '../use-cases/start-session.ts';
import { tokensView } from './tokens-view.ts';

const sessionView = (session: Session, currentId: string) => ({
  id: session.id,
  device: session.device ?? null,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  current: session.id === currentId,
});

export const sessionRoutes = (useCases: {
  refreshSession(refreshToken: string, now: Date): Promise<Tokens>;
  endSessions: EndSessions;
  listSessions(
    userId: string,
    now: Date,
    page: { after?: string | undefined; limit: number },
  ): Promise<Session[]>;
  cursors: CursorCodec;
}): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/auth/refresh',
    auth: 'public',
    summary: 'Exchanges a refresh token for new tokens',
    body: z.strictObject({ refreshToken: z.string().min(1).max(512) }),
    async handle({ body }) {
      const tokens = tokensView(await useCases.refreshSession(body.refreshToken, new Date()));
      return ok({ token: tokens.accessToken, ...tokens });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/logout',
    auth: 'user',
    summary: 'Ends the session that asks',
    async handle({ user }) {
      const { userId, sessionId } = user;
      await useCases.endSessions.signOut({ userId, sessionId, now: new Date() });
      return ok(null, { message: 'Signed out.' });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/logout-all',
    auth: 'user',
    summary: 'Ends all sessions of the user',
    async handle({ user }) {
      const ended = await useCases.endSessions.signOut({ userId: user.userId, now: new Date() });
      return ok({ ended }, { message: 'Signed out everywhere.' });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/auth/sessions',
    auth: 'user',
    summary: 'Active sessions of the user, newest first',
    query: pageQuery(),
    async handle({ user, query }) {
      const after = query.cursor === undefined ? undefined : useCases.cursors.decode(query.cursor)[1];
      const found = await useCases.listSessions(user.userId, new Date(), { after, limit: query.limit + 1 });
      const shown = found.slice(0, query.limit);
      const last = found.length > query.limit ? shown.at(-1) : undefined;
      return page(
        shown.map((session) => sessionView(session, user.sessionId)),
        // Session ids are ULIDs: the id alone orders by time.
        last ? useCases.cursors.encode([last.id, last.id]) : null,
      );
    },
  }),
  route({
    method: 'delete',
    path: '/api/v1/auth/sessions/:id',
    auth: 'user',
    summary: 'Ends one session of the user',
    params: z.strictObject({ id: z.string().max(64) }),
    async handle({ user, params }) {
      await useCases.endSessions.endOne({ userId: user.userId, sessionId: params.id, now: new Date() });
      return ok(null, { message: 'The session has ended.' });
    },
  }),
];
