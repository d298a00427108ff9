import type { RevocationReader } from '@chowk/revocations';
import type { Logger } from '@chowk/runtime/log';
import type { UserSocket, SocketServer } from './protocol.ts';

/** Ends sockets whose time is over: token expired, session revoked, or not keeping up. */
export class Sweep {
  readonly #io: SocketServer;
  readonly #revocations: Pick<RevocationReader, 'revokedAmong'>;
  readonly #ackTimeoutMs: number;
  readonly #logger: Logger;

  constructor(options: {
    io: SocketServer;
    revocations: Pick<RevocationReader, 'revokedAmong'>;
    /** Longest wait in ms for the acknowledgement of an event. */
    ackTimeoutMs: number;
    logger: Logger;
  }) {
    this.#io = options.io;
    this.#revocations = options.revocations;
    this.#ackTimeoutMs = options.ackTimeoutMs;
    this.#logger = options.logger;
  }

  async run(): Promise<void> {
    const now = Date.now();
    for (const socket of this.#sockets()) this.#judge(socket, now);
    await this.#endRevoked();
  }

  /** Ends the sockets of a session at once. */
  revoke(sessionId: string): void {
    for (const socket of this.#sockets()) if (socket.data.sessionId === sessionId) this.#revoked(socket);
  }

  /** Sockets of this replica. */
  #sockets(): UserSocket[] {
    return [...this.#io.sockets.sockets.values()];
  }

  #judge(socket: UserSocket, now: number): void {
    const { expiresAt, subscription } = socket.data;
    if (expiresAt * 1000 <= now) {
      socket.emit('token_expired');
      this.#end(socket, 'token expired');
    } else if (subscription && subscription.window.waitedMs(now) > this.#ackTimeoutMs) {
      socket.emit('slow_consumer', { lastSeq: subscription.window.acknowledged });
      this.#end(socket, 'slow consumer');
    }
  }

  /** The messages about revocations are fast but may be lost; the list is the truth. */
  async #endRevoked(): Promise<void> {
    const sockets = this.#sockets();
    if (sockets.length === 0) return;
    const sessions = new Set(sockets.map((socket) => socket.data.sessionId));
    const revoked = await this.#revocations.revokedAmong([...sessions]);
    for (const sessionId of revoked) this.revoke(sessionId);
  }

  #revoked(socket: UserSocket): void {
    socket.emit('session_revoked');
    this.#end(socket, 'session revoked');
  }

  #end(socket: UserSocket, reason: string): void {
    socket.disconnect(true);
    this.#logger.info({ userId: socket.data.userId, reason }, 'socket ended');
  }
}
