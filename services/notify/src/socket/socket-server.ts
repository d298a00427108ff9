import { AppError } from '@chowk/contracts/errors';
import type { RunningHttpServer } from '@chowk/runtime/http';
import type { IdentityVerifier } from '@chowk/runtime/identity';
import type { Logger } from '@chowk/runtime/log';
import { Server } from 'socket.io';
import type { Access } from '../access/handshake.ts';
import type { RedisRevocations } from '../access/revocations.ts';
import type { Config } from '../config.ts';
import type { Feeds } from '../stream/feeds.ts';
import type { Signals } from '../stream/ports.ts';
import { onlyFromGateway } from './door.ts';
import { servePerson } from './person-socket.ts';
import { ADMIN_ROOM, type AdminAlert, type PersonSocket, type SocketServer } from './protocol.ts';
import { redisAdapter, type RedisConnections } from './redis.ts';
import { Sweep } from './sweep.ts';

/** The Socket.IO side of notify. */
export interface Sockets extends Signals {
  /** To every admin connected anywhere; nothing is kept for the others. */
  alertAdmins(alert: AdminAlert): void;
  /** Starts to take sockets on a listening server. */
  attach(http: RunningHttpServer): void;
  /** Closes all sockets, and the HTTP server, which they keep open; clients reconnect to another replica. */
  stop(): Promise<void>;
}

export async function createSockets(parts: {
  config: Config;
  redis: RedisConnections;
  revocations: RedisRevocations;
  identities: IdentityVerifier;
  access: Access;
  feeds: Feeds;
  logger: Logger;
}): Promise<Sockets> {
  const { config, redis, revocations, identities, access, feeds, logger } = parts;
  const io: SocketServer = new Server({
    serveClient: false,
    transports: config.SOCKET_TRANSPORTS,
    maxHttpBufferSize: config.SOCKET_MESSAGE_LIMIT_BYTES,
    adapter: redisAdapter(redis, `${config.REDIS_PREFIX}socket.io`, logger),
  });
  io.use((socket, next) => void admit(socket, access, logger).then(next));
  io.on('connection', (socket) => servePerson(socket, { access, feeds, logger }));
  io.on('stream_grown', (userId, seq) => feeds.advance(userId, seq));

  const sweep = new Sweep({
    io,
    revocations,
    everyMs: config.SOCKET_SWEEP_MS,
    ackTimeoutMs: config.SOCKET_ACK_TIMEOUT_MS,
    logger,
  });
  await revocations.listen(redis.subscriber, logger, (sessionId) => sweep.revoke(sessionId));

  let attached: RunningHttpServer | undefined;
  return {
    raise(userId, seq) {
      feeds.advance(userId, seq);
      io.serverSideEmit('stream_grown', userId, seq);
    },
    alertAdmins: (alert) => void io.to(ADMIN_ROOM).emit('admin_alert', alert),
    attach(http) {
      attached = http;
      io.attach(http.server);
      io.engine.use(onlyFromGateway(identities));
    },
    async stop() {
      await sweep.stop();
      // Socket.IO waits for the HTTP server without closing kept-alive connections; its own stop does.
      await Promise.all([io.close(), attached?.stop()]);
    },
  };
}

/** Resolves with what Socket.IO is to tell a client that may not enter; with nothing for one that may. */
async function admit(socket: PersonSocket, access: Access, logger: Logger): Promise<Error | undefined> {
  try {
    const { token, lastSeq } = await access.enter(socket.handshake.auth);
    Object.assign(socket.data, token, lastSeq !== undefined && { lastSeq });
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) logger.error({ err: error }, 'handshake failed');
    const known = error instanceof AppError ? error : new AppError('SERVER_ERROR');
    const { code, details, retryAfter } = known;
    return Object.assign(new Error(known.message), { data: { code, details, retryAfter } });
  }
}
