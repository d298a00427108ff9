import { signingKeyEntry, type RevocationReader } from '@chowk/revocations';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { UserSocket, SocketServer } from './protocol.ts';

/** Ends sockets whose time is over: token expired, session revoked, or not keeping up. */
export class Sweep {
  readonly #io: SocketServer;
  readonly #clock: Clock;
  readonly #revocations: Pick<RevocationReader, 'revokedAmong'>;
  readonly #ackTimeoutMs: number;
  readonly #logger: Logger;

  constructor(options: {
    io: SocketServer;
    /** What tokens expire by. */
    clock: Clock;
    revocations: Pick<RevocationReader, 'revokedAmong'>;
    /** Longest wait in ms for the acknowledgement of an event. */
    ackTimeoutMs: number;
    logger: Logger;
  }) {
    this.#io = options.io;
    this.#clock = options.clock;
    this.#revocations = options.revocations;
    this.#ackTimeoutMs = options.ackTimeoutMs;
    this.#logger = options.logger;
  }

  async run(): Promise<void> {
    const now = this.#clock().getTime();
    const elapsedMs = performance.now();
    for (const socket of this.#sockets()) this.#judge(socket, now, elapsedMs);
    await this.#endRevoked();
  }

  /** Ends the sockets of a session, or those whose token a withdrawn key has signed, at once. */
  revoke(entry: string): void {
    for (const socket of this.#sockets()) if (entriesOf(socket).includes(entry)) this.#revoked(socket);
  }

  /** Sockets of this replica. */
  #sockets(): UserSocket[] {
    return [...this.#io.sockets.sockets.values()];
  }

  #judge(socket: UserSocket, now: number, elapsedMs: number): void {
    const { expiresAt, subscription } = socket.data;
    if (expiresAt * 1000 <= now) {
      socket.emit('token_expired');
      this.#end(socket, 'token expired');
    } else if (subscription && subscription.window.waitedMs(elapsedMs) > this.#ackTimeoutMs) {
      socket.emit('slow_consumer', { lastSeq: subscription.window.acknowledged });
      this.#end(socket, 'slow consumer');
    }
  }

  /** The messages about revocations are fast but may be lost; the list is the truth. */
  async #endRevoked(): Promise<void> {
    const sockets = this.#sockets();
    if (sockets.length === 0) return;
    const revoked = await this.#revocations.revokedAmong([...new Set(sockets.flatMap(entriesOf))]);
    for (const entry of revoked) this.revoke(entry);
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

/** What the list of revocations may name that ends this socket. */
const entriesOf = ({ data }: UserSocket): string[] => [data.sessionId, signingKeyEntry(data.keyId)];
