import type { TestKeys } from '@chowk/testing';
import { io, type Socket } from 'socket.io-client';

/** One event as it arrived. */
export interface Received {
  name: string;
  // The shape of a payload is what the tests are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  payload: any;
}

/** A client as an app would be: acknowledges, remembers its place, comes back by itself. */
export interface StreamClient {
  socket: Socket;
  /** Stream events in order of arrival, after the seq filter. */
  events: Received[];
  /** Everything else that the server said. */
  others: Received[];
  /** Events that came again, which the seq filter took out. */
  repeated: number;
  /** The last seq that the client has. */
  lastSeq: number | undefined;
  connectError: { message: string; data?: { code: string; details?: unknown[] } } | undefined;
  disconnects: string[];
  seqs(): number[];
  close(): void;
}

export function connectClient(options: {
  url: string;
  keys: TestKeys;
  auth: () => object;
  lastSeq?: number;
  acknowledge?: boolean;
  transport?: 'websocket' | 'polling';
  headers?: Record<string, string>;
}): StreamClient {
  const { url, keys, acknowledge = true, transport = 'websocket' } = options;
  const socket = io(url, {
    transports: [transport],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    extraHeaders: options.headers ?? keys.headers('notify'),
    auth: (answer: (auth: object) => void) =>
      answer({
        ...(client.lastSeq !== undefined && { lastSeq: client.lastSeq }),
        ...options.auth(),
      }),
  });
  const client: StreamClient = {
    socket,
    events: [],
    others: [],
    repeated: 0,
    lastSeq: options.lastSeq,
    connectError: undefined,
    disconnects: [],
    seqs: () => client.events.map(({ payload }) => payload.seq as number),
    close: () => void socket.disconnect(),
  };
  socket.on('connect_error', (error) => (client.connectError = error as never));
  socket.on('disconnect', (reason) => client.disconnects.push(reason));
  socket.onAny((name: string, payload: { seq?: number; lastSeq?: number }, received?: () => void) => {
    if (payload?.seq === undefined) {
      client.others.push({ name, payload });
      if (name === 'stream_opened' || name === 'resync_required') client.lastSeq = payload.lastSeq;
      return;
    }
    if (client.lastSeq === undefined || payload.seq > client.lastSeq) {
      client.lastSeq = payload.seq;
      client.events.push({ name, payload });
    } else {
      client.repeated += 1;
    }
    if (acknowledge) received?.();
  });
  return client;
}
