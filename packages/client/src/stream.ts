import { io, type Socket } from 'socket.io-client';
import type { ServerMessages, StreamEvents } from './generated/sockets.ts';

type Handlers<Messages> = { [Name in keyof Messages]?: (message: Messages[Name]) => void };

export interface StreamOptions {
  /** Address of the gateway, without a path. */
  baseUrl: string;
  /** The access token; asked anew at each connect, so that a renewed one is used. */
  token: () => string;
  /** The last event that you have; left out: from now on. */
  lastSeq?: number;
  /** Events of the stream: each comes once, in order, without a gap. */
  on?: Handlers<StreamEvents>;
  /** What the server says beside them. */
  onMessage?: Handlers<ServerMessages>;
  /** A connection was refused; `code` is one of the contract. It tries again unless the server decided so. */
  onRefused?: (error: { code: string | undefined; message: string }) => void;
}

/** A person's stream, held open. */
export interface Stream {
  /** The last event that you have: keep it, and the next stream goes on from there. */
  readonly lastSeq: number | undefined;
  readonly connected: boolean;
  /** Hands in a fresh token of the same session. Rejects after 5 s without an answer. */
  authenticate(token: string): Promise<{ ok: true; expiresAt: string } | { ok: false; code: string }>;
  /** Comes back after the server ended the socket (slow_consumer, token_expired): it never does so by itself. */
  reconnect(): void;
  close(): void;
}

interface Envelope {
  seq?: number;
  lastSeq?: number;
}

/**
 * Holds a person's stream open over Socket.IO: resumes after the last event that was seen, drops what comes
 * again, and acknowledges each event once its handler has returned.
 */
export function openStream(options: StreamOptions): Stream {
  let { lastSeq } = options;
  const socket: Socket = io(options.baseUrl, {
    transports: ['websocket'],
    auth: (answer) => answer({ token: options.token(), ...(lastSeq !== undefined && { lastSeq }) }),
  });
  const onEvent = options.on as Record<string, ((event: unknown) => void) | undefined> | undefined;
  const onMessage = options.onMessage as Record<string, ((message: unknown) => void) | undefined> | undefined;

  socket.onAny((name: string, message: Envelope | undefined, received?: () => void) => {
    if (message?.seq !== undefined) {
      if (lastSeq === undefined || message.seq > lastSeq) {
        onEvent?.[name]?.(message);
        lastSeq = message.seq;
      }
      received?.();
      return;
    }
    if (name === 'stream_opened' || name === 'resync_required') lastSeq = message?.lastSeq;
    onMessage?.[name]?.(message);
  });
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
    options.onRefused?.({ code: error.data?.code, message: error.message }),
  );

  return {
    get lastSeq() {
      return lastSeq;
    },
    get connected() {
      return socket.connected;
    },
    authenticate: (token) => socket.timeout(5_000).emitWithAck('authenticate', { token }),
    reconnect: () => void socket.connect(),
    close: () => void socket.close(),
  };
}
