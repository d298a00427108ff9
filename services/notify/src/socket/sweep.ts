import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chowk/runtime/log';
import type { RevocationList } from '../access/revocations.ts';
import type { PersonSocket, SocketServer } from './protocol.ts';

/** Ends sockets whose time is over: token expired, session revoked, or not keeping up. */
export class Sweep {
  readonly #io: SocketServer;
  readonly #revocations: RevocationList;
  readonly #ackTimeoutMs: number;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: {
    io: SocketServer;
    revocations: RevocationList;
    /** Pause in ms between two sweeps. */
    everyMs: number;
    /** Longest wait in ms for the acknowledgement of an event. */
    ackTimeoutMs: number;
    logger: Logger;
  }) {
    this.#io = options.io;
    this.#revocations = options.revocations;
    this.#ackTimeoutMs = options.ackTimeoutMs;
    this.#logger = options.logger;
    this.#running = this.#runUntilStopped(options.everyMs);
  }

  /** Ends the sockets of a session at once. */
  revoke(sessionId: string): void {
    for (const socket of this.#sockets()) if (socket.data.sessionId === sessionId) this.#revoked(socket);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Sockets of this replica. */
  #sockets(): PersonSocket[] {
    return [...this.#io.sockets.sockets.values()];
  }

  async #runUntilStopped(everyMs: number): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      // The only rejection of this sleep is the abort.
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const now = Date.now();
      for (const socket of this.#sockets()) this.#judge(socket, now);
      await this.#endRevoked();
    }
  }

  #judge(socket: PersonSocket, now: number): void {
    const { expiresAt, follower } = socket.data;
    if (expiresAt * 1000 <= now) {
      socket.emit('token_expired');
      this.#end(socket, 'token expired');
    } else if (follower && follower.window.waitedMs(now) > this.#ackTimeoutMs) {
      socket.emit('slow_consumer', { lastSeq: follower.window.acknowledged });
      this.#end(socket, 'slow consumer');
    }
  }

  /** The messages about revocations are fast but may be lost; the list is the truth. */
  async #endRevoked(): Promise<void> {
    const sockets = this.#sockets();
    if (sockets.length === 0) return;
    try {
      const sessions = new Set(sockets.map((socket) => socket.data.sessionId));
      const revoked = await this.#revocations.revokedAmong([...sessions]);
      for (const sessionId of revoked) this.revoke(sessionId);
    } catch (err) {
      this.#logger.warn({ err }, 'revocation list could not be read, will try again');
    }
  }

  #revoked(socket: PersonSocket): void {
    socket.emit('session_revoked');
    this.#end(socket, 'session revoked');
  }

  #end(socket: PersonSocket, reason: string): void {
    socket.disconnect(true);
    this.#logger.info({ userId: socket.data.userId, reason }, 'socket ended');
  }
}
