import { AppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import { withSpan, withRequestContext } from '@chowk/runtime/telemetry';
import { toPayload, type StreamEvent } from '../stream/domain/stream-event.ts';
import type { StreamHub, StreamSink } from '../stream/stream.ts';
import type { Access } from './handshake.ts';
import { roomsOf, type UserSocket } from './protocol.ts';

/** Everything one connected socket does: follows its person's stream, and takes fresh tokens. */
export function handleConnection(
  socket: UserSocket,
  deps: { access: Access; hub: StreamHub; logger: Logger },
): void {
  const { hub, logger } = deps;
  const { userId, lastSeq } = socket.data;
  void socket.join(roomsOf(socket.data));
  socket.on('authenticate', (message, answer) => void renewToken(socket, message, answer, deps));
  socket.on('disconnect', (reason) => {
    socket.data.subscription?.leave();
    logger.debug({ userId, reason }, 'socket closed');
  });
  hub
    .subscribe(userId, sinkOf(socket, logger), lastSeq, (position) =>
      socket.emit('stream_opened', { lastSeq: position }),
    )
    .then(
      (subscription) => {
        socket.data.subscription = subscription;
        if (!socket.connected) subscription.leave();
      },
      (err: unknown) => {
        logger.warn({ err, userId }, 'stream could not be opened');
        // Not disconnect(): clients take that for a decision and stay away; they come back from a lost line.
        socket.conn.close();
      },
    );
}

const sinkOf = (socket: UserSocket, logger: Logger): StreamSink => ({
  send(event, acknowledged) {
    void inTraceOf(event, () => {
      socket.emit(event.name, toPayload(event), acknowledged);
      logger.info({ event: event.name, seq: event.seq, userId: event.userId }, 'socket event sent');
    });
  },
  resync: (position) => void socket.emit('resync_required', position),
});

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
    await socket.join(after);
    reply({ ok: true, expiresAt: new Date(expiresAt * 1000).toISOString() });
  } catch (error) {
    // The old token goes on until it expires; a mistaken renewal ends nothing.
    if (!(error instanceof AppError)) logger.error({ err: error }, 'token could not be renewed');
    reply({ ok: false, code: error instanceof AppError ? error.code : 'SERVER_ERROR' });
  }
}
