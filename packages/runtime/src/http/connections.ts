import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type Server,
  type ServerOptions,
} from 'node:http';
import type { Socket } from 'node:net';

/** Header by which an instance tells the gateway that it is `starting` or `leaving`; it goes no further. */
export const INSTANCE_HEADER = 'x-chowk-instance';

interface ConnectionState {
  /** Requests that have not been answered. */
  active: number;
  /** Since when it has none, in ms of performance.now(). */
  idleSince: number;
  /** Bytes that had come by then: more of them are a request on its way in. */
  readWhenIdle: number;
}

const LOOK_MS = 25;

/**
 * The connections of an HTTP server, so that it can leave without cutting a request. Closing a connection that
 * is idle is a race: its client may just be writing, and must not repeat a POST. So clients are told first.
 */
export class Connections {
  readonly server: Server;
  readonly #states = new Map<Socket, ConnectionState>();
  readonly #open = new Set<ServerResponse>();
  #leavingSince: number | undefined;

  /** Makes the server. */
  constructor(options: ServerOptions) {
    const begin = (request: IncomingMessage, response: ServerResponse): void =>
      this.#begin(request, response);
    const server = createServer({
      ...options,
      // Sees every request; of the listeners, Socket.IO takes the place of those that were there before it.
      ServerResponse: class<Request extends IncomingMessage> extends ServerResponse<Request> {
        constructor(...args: ConstructorParameters<typeof ServerResponse<Request>>) {
          super(...args);
          begin(args[0], this);
        }
      },
    });
    this.server = server;
    // `close` would end them at once: https://nodejs.org/api/http.html#serverclosecallback
    server.closeIdleConnections = () => undefined;
    const states = this.#states;
    // One listener for all: WebSockets are connections too, and live long by the thousand.
    function forget(this: Socket): void {
      states.delete(this);
    }
    server.on('connection', (socket) => {
      states.set(socket, { active: 0, idleSince: performance.now(), readWhenIdle: 0 });
      socket.on('close', forget);
    });
  }

  /** Takes note of a request, ahead of what answers it. */
  #begin({ socket }: IncomingMessage, response: ServerResponse): void {
    const state = this.#states.get(socket);
    if (this.#leavingSince !== undefined) sayGoodbye(response);
    this.#open.add(response);
    if (state) state.active += 1;
    response.once('close', () => {
      this.#open.delete(response);
      if (!state) return;
      state.active -= 1;
      state.idleSince = performance.now();
      state.readWhenIdle = socket.bytesRead;
    });
  }

  /** From now on every answer is the last of its connection, and says that we leave. */
  leaving(): void {
    if (this.#leavingSince !== undefined) return;
    this.#leavingSince = performance.now();
    for (const response of this.#open) if (!response.headersSent) sayGoodbye(response);
  }

  /**
   * Takes no new connection, and resolves when there is none left. A client that has not been told, because it
   * asked nothing since we are leaving, may keep its idle connection for `idleMs` from then on.
   * @param limitMs after which what is still open is cut
   */
  async drain({ idleMs, limitMs }: { idleMs: number; limitMs: number }): Promise<void> {
    this.leaving();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const begun = performance.now();
    const look = setInterval(() => {
      const isOver = performance.now() - begun >= limitMs;
      for (const [socket, state] of this.#states) {
        if (isOver || this.#mayEnd(socket, state, idleMs)) socket.destroy();
      }
    }, LOOK_MS);
    await closed;
    clearInterval(look);
  }

  #mayEnd(socket: Socket, state: ConnectionState, idleMs: number): boolean {
    if (state.active > 0 || socket.bytesRead > state.readWhenIdle) return false;
    return performance.now() - Math.max(state.idleSince, this.#leavingSince ?? 0) >= idleMs;
  }
}

function sayGoodbye(response: ServerResponse): void {
  response.setHeader('connection', 'close');
  response.setHeader(INSTANCE_HEADER, 'leaving');
}
