import type { IncomingMessage } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import type { RevocationReader } from '@chowk/revocations';
import type { RunningHttpServer } from '@chowk/runtime/http';
import type { IdentityVerifier } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { Server } from 'socket.io';
import type { Config } from '../config.ts';
import type { StreamHub } from '../stream/stream.ts';
import type { Access } from './handshake.ts';
import type { SocketServer, UserSocket } from './protocol.ts';
import { redisAdapter, type RedisConnections } from './redis-adapter.ts';
import { requireGateway } from './require-gateway.ts';
import { Sweep } from './sweep.ts';
import { createConnectionHandler } from './user-socket.ts';

/** The Socket.IO side of notify. */
export interface SocketServerParts {
  io: SocketServer;
  sweep: Sweep;
}

/** Makes the server; it takes nobody before it is attached. */
export function createSocketServer(deps: {
  config: Config;
  clock: Clock;
  redis: RedisConnections;
  revocations: Pick<RevocationReader, 'revokedAmong'>;
  access: Access;
  hub: StreamHub;
  logger: Logger;
}): SocketServerParts {
  const { config, clock, redis, revocations, access, hub, logger } = deps;
  const io: SocketServer = new Server({
    serveClient: false,
    transports: config.SOCKET_TRANSPORTS,
    maxHttpBufferSize: config.SOCKET_MESSAGE_LIMIT_BYTES,
    adapter: redisAdapter(redis, `${config.REDIS_PREFIX}socket.io`, logger),
  });
  io.use((socket, next) => void admit(socket, access, logger).then(next));
  io.on('connection', createConnectionHandler({ access, hub, logger }));
  io.on('stream_grown', (userId, seq) => hub.advance(userId, seq));
  const ackTimeoutMs = config.SOCKET_ACK_TIMEOUT_MS;
  const sweep = new Sweep({ io, clock, revocations, ackTimeoutMs, logger });
  return { io, sweep };
}

/** Starts to take sockets on a listening server; stopping closes them, and that server, which they keep open. */
export function attachSockets(
  io: SocketServer,
  server: RunningHttpServer,
  identities: IdentityVerifier,
): { stop(): Promise<void> } {
  io.attach(server.server);
  io.engine.use(requireGateway(identities));
  // Asked for nothing once it is let in, and kept with all its header fields as long as the socket otherwise:
  // https://socket.io/docs/v4/memory-usage/#discard-the-initial-http-request
  io.engine.on(
    'connection',
    (connection: { request: IncomingMessage | null }) => (connection.request = null),
  );
  return {
    async stop() {
      // Socket.IO waits for the HTTP server without closing kept-alive connections; its own stop does.
      await Promise.all([io.close(), server.stop()]);
    },
  };
}

/** In the place of a handshake; not undefined, because adapters take it apart. */
const FORGOTTEN = Object.freeze({});

/** Resolves with what Socket.IO is to tell a client that may not enter; with nothing for one that may. */
async function admit(socket: UserSocket, access: Access, logger: Logger): Promise<Error | undefined> {
  try {
    const { token, lastSeq } = await access.enter(socket.handshake.auth);
    Object.assign(socket.data, token, lastSeq !== undefined && { lastSeq });
    // The token has said who it is: neither it nor the rest of the handshake is to live as long as the socket.
    Object.assign(socket, { handshake: FORGOTTEN });
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) logger.error({ err: error }, 'handshake failed');
    const known = error instanceof AppError ? error : new AppError('SERVER_ERROR');
    const { code, details, retryAfter } = known;
    return Object.assign(new Error(known.message), { data: { code, details, retryAfter } });
  }
}
