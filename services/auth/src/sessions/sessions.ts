import type { Capability } from '@chowk/chassis';
import type { Outbox } from '@chowk/messaging';
import type { RevocationWriter } from '@chowk/revocations';
import { createCursorCodec } from '@chowk/runtime/http';
import { PeriodicTask, type Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import type { Connection } from 'mongoose';
import type { AuditApi } from '../audit/audit.ts';
import type { Config } from '../config.ts';
import type { AccessTokenIssuer } from '../tokens/tokens.ts';
import type { UsersApi } from '../users/users.ts';
import type { EndedSession } from './domain/session.ts';
import { sessionsRoutes } from './http/sessions.routes.ts';
import { refreshTokenModel, sessionModel } from './persistence/session.model.ts';
import { createSessionRepository } from './persistence/session.repository.ts';
import { RevocationPublisher } from './revocation-publisher.ts';
import { createEndSession } from './use-cases/end-session.ts';
import { createListSessions } from './use-cases/list-sessions.ts';
import { createRefreshSession } from './use-cases/refresh-session.ts';
import { createRevokeSessions, type RevokeSessions } from './use-cases/revoke-sessions.ts';
import { createSignOut } from './use-cases/sign-out.ts';
import { createStartSession, type SignedIn, type StartSession } from './use-cases/start-session.ts';
import { createVerifySession, type VerifySession } from './use-cases/verify-session.ts';

export type { SignedIn, StartSession };

export interface SessionsApi {
  startSession: StartSession;
  revokeSessions: RevokeSessions;
  /** After the commit of `revokeSessions`. Never rejects for Redis: what it misses is published later. */
  publishRevocations(ended: readonly EndedSession[]): Promise<void>;
  verifySession: VerifySession;
}

/** Who is signed in, on which devices, and until when. */
export function composeSessions(deps: {
  connection: Connection;
  outbox: Outbox;
  redis: Redis;
  revocations: RevocationWriter;
  config: Config;
  users: UsersApi;
  accessTokens: AccessTokenIssuer;
  audit: AuditApi;
  clock: Clock;
  logger: Logger;
}): Capability<SessionsApi> {
  const { connection, redis, revocations, config, clock, logger } = deps;
  const sessions = createSessionRepository(connection);
  const publisher = new RevocationPublisher({ sessions, revocations, clock, logger });
  const own = {
    ...deps,
    sessions,
    publisher,
    revokeSessions: createRevokeSessions({ ...deps, sessions }),
    refreshLifetimeMs: config.REFRESH_TOKEN_TTL_SECONDS * 1_000,
  };
  const signOut = createSignOut(own);
  let republishing: PeriodicTask | undefined;
  const republishNow = () => republishing?.wake();
  return {
    name: 'sessions',
    api: {
      startSession: createStartSession(own),
      revokeSessions: own.revokeSessions,
      publishRevocations: (ended) => publisher.publish(ended),
      verifySession: createVerifySession(own),
    },
    collections: [sessionModel(connection), refreshTokenModel(connection)],
    routes: sessionsRoutes({
      refreshSession: createRefreshSession({ ...own, graceMs: config.REFRESH_GRACE_MS }),
      signOut,
      listSessions: createListSessions(own),
      endSession: createEndSession({ signOut }),
      cursors: createCursorCodec(config.CURSOR_SECRET.signer('auth cursors', 16), 'sessions'),
    }),
    tasks: [
      {
        name: 'publication of pending revocations',
        everyMs: config.REVOCATION_SWEEP_MS,
        run: (signal) => publisher.publishPending(signal),
      },
    ],
    async start() {
      republishing = new PeriodicTask({
        name: 'republication of revocations',
        everyMs: config.REVOCATION_AUDIT_MS,
        run: (signal) => publisher.republish(signal),
        immediately: true,
        logger,
      });
      // A Redis that comes back may have come back empty.
      redis.on('ready', republishNow);
    },
    async stop() {
      redis.off('ready', republishNow);
      await republishing?.stop();
    },
  };
}
