import { AppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import { withSpan, withRequestContext } from '@chowk/runtime/telemetry';
import { toPayload, type StreamEvent } from '../stream/domain/stream-event.ts';
import type { StreamHub, StreamSink } from '../stream/stream.ts';
import type { Access } from './handshake.ts';
import { roomsOf, type UserSocket } from './protocol.ts';

interface UserSocketDeps {
  access: Access;
  hub: StreamHub;
  logger: Logger;
}

/**
 * Everything a connected socket does: it follows its person's stream, and takes fresh tokens. Idle sockets are
 * held by the thousand: listeners are made once for all of them and find their socket in `this`.
 */
export function createConnectionHandler(deps: UserSocketDeps): (socket: UserSocket) => void {
  const { logger } = deps;
  function onAuthenticate(this: UserSocket, message: unknown, answer: unknown): void {
    void renewToken(this, message, answer, deps);
  }
  function onDisconnect(this: UserSocket, reason: string): void {
    this.data.subscription?.leave();
    logger.debug({ userId: this.data.userId, reason }, 'socket closed');
  }
  return (socket) => {
    const rooms = roomsOf(socket.data);
    if (rooms.length > 0) void socket.join(rooms);
    socket.on('authenticate', onAuthenticate);
    socket.on('disconnect', onDisconnect);
    void follow(socket, deps);
  };
}

async function follow(socket: UserSocket, { hub, logger }: UserSocketDeps): Promise<void> {
  const { userId, lastSeq } = socket.data;
  try {
    const subscription = await hub.subscribe(userId, new SocketSink(socket, logger), lastSeq, (position) =>
      socket.emit('stream_opened', { lastSeq: position }),
    );
    socket.data.subscription = subscription;
    if (!socket.connected) subscription.leave();
  } catch (err) {
    logger.warn({ err, userId }, 'stream could not be opened');
    // Not disconnect(): clients take that for a decision and stay away; they come back from a lost line.
    socket.conn.close();
  }
}

class SocketSink implements StreamSink {
  readonly #socket: UserSocket;
  readonly #logger: Logger;

  constructor(socket: UserSocket, logger: Logger) {
    this.#socket = socket;
    this.#logger = logger;
  }

  send(event: StreamEvent, acknowledged: () => void): void {
    void inTraceOf(event, () => {
      this.#socket.emit(event.name, toPayload(event), acknowledged);
      this.#logger.info({ event: event.name, seq: event.seq, userId: event.userId }, 'socket event sent');
    });
  }

  resync(position: { firstSeq?: number; lastSeq: number }): void {
    this.#socket.emit('resync_required', position);
  }
}

/** Runs at once, as part of the request and trace that caused the event. */
function inTraceOf(event: StreamEvent, work: () => void): Promise<void> {
  const headers = event.traceparent === undefined ? {} : { traceparent: event.traceparent };
  const traced = () =>
    withSpan({ name: `notify socket ${event.name}`, kind: 'PRODUCER', headers }, async () => work());
  return event.requestId === undefined
    ? traced()
    : withRequestContext({ requestId: event.requestId }, traced);
}

async function renewToken(
  socket: UserSocket,
  message: unknown,
  answer: unknown,
  { access, logger }: { access: Access; logger: Logger },
): Promise<void> {
  const reply: (result: object) => void =
    typeof answer === 'function' ? (result) => answer(result) : () => {};
  try {
    const { roles, expiresAt, keyId } = await access.renew(message, socket.data);
    const before = roomsOf(socket.data);
    Object.assign(socket.data, { roles, expiresAt, keyId });
    const after = roomsOf(socket.data);
    for (const room of before.filter((name) => !after.includes(name))) await socket.leave(room);
    if (after.length > 0) await socket.join(after);
    reply({ ok: true, expiresAt: new Date(expiresAt * 1000).toISOString() });
  } catch (error) {
    // The old token goes on until it expires; a mistaken renewal ends nothing.
    if (!(error instanceof AppError)) logger.error({ err: error }, 'token could not be renewed');
    reply({ ok: false, code: error instanceof AppError ? error.code : 'SERVER_ERROR' });
  }
}
