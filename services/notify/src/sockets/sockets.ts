import type { Capability } from '@chowk/chassis';
import type { RevocationReader } from '@chowk/revocations';
import { createAccessTokenVerifier, createRemoteJwks, type IdentityVerifier } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Config } from '../config.ts';
import type { AuthClient } from '../neighbours/auth.ts';
import type { StreamHub } from '../stream/stream.ts';
import { createAccess } from './handshake.ts';
import { ADMIN_ROOM, type AdminAlert } from './protocol.ts';
import type { RedisConnections } from './redis-adapter.ts';
import { attachSockets, createSocketServer } from './socket-server.ts';

export type { AdminAlert };

export interface SocketsApi {
  /** Tells all replicas that a person's stream has grown. Best effort: a lost signal costs a few seconds. */
  notifier: { notify(userId: string, seq: number): void };
  /** To every admin connected anywhere; nothing is kept for the others. */
  alertAdmins(alert: AdminAlert): void;
}

/** The sockets that people hold open. */
export function composeSockets(deps: {
  config: Config;
  clock: Clock;
  identities: IdentityVerifier;
  redis: RedisConnections;
  revocations: RevocationReader;
  auth: AuthClient;
  hub: StreamHub;
  logger: Logger;
}): Capability<SocketsApi> {
  const { config, clock, identities, redis, revocations, auth, hub, logger } = deps;
  const tokens = createAccessTokenVerifier({
    issuer: config.ACCESS_TOKEN_ISSUER,
    audience: config.ACCESS_TOKEN_AUDIENCE,
    maxLifetimeSeconds: config.ACCESS_TOKEN_MAX_LIFETIME_SECONDS,
    clock,
    keys: createRemoteJwks({
      fetchJwks: auth.fetchJwks,
      logger,
      coolDownMs: config.JWKS_COOL_DOWN_MS,
      maxAgeMs: config.JWKS_MAX_AGE_MS,
    }),
  });
  const access = createAccess(tokens, revocations);
  const { io, sweep } = createSocketServer({ config, clock, redis, revocations, access, hub, logger });
  return {
    name: 'sockets',
    api: {
      notifier: {
        notify(userId, seq) {
          hub.advance(userId, seq);
          io.serverSideEmit('stream_grown', userId, seq);
        },
      },
      alertAdmins: (alert) => void io.to(ADMIN_ROOM).emit('admin_alert', alert),
    },
    tasks: [{ name: 'socket sweep', everyMs: config.SOCKET_SWEEP_MS, run: () => sweep.run() }],
    start: async () => revocations.listen((sessionId) => sweep.revoke(sessionId)),
    attach: (server) => attachSockets(io, server, identities),
  };
}
