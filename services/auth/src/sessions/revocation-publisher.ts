import type { Revocations, Sessions } from './ports.ts';

const BATCH = 100;

/**
 * Makes sure that every end of a session reaches Redis. It reads the sessions themselves, not the event
 * bus: sign-out must not wait for RabbitMQ, and an inbox remembers an event as handled before work outside
 * the database has succeeded.
 */
export class RevocationSweep {
  readonly #sessions: Sessions;
  readonly #revocations: Revocations;
  readonly #keepMs: number;

  constructor(options: { sessions: Sessions; revocations: Revocations; keepMs: number }) {
    this.#sessions = options.sessions;
    this.#revocations = options.revocations;
    this.#keepMs = options.keepMs;
  }

  /** Announces what was missed: Redis was away, or a process died between commit and announcement. */
  async announceMissed(): Promise<void> {
    for (;;) {
      const missed = await this.#sessions.unannounced(BATCH);
      if (missed.length === 0) return;
      for (const ended of missed) await this.#revocations.announce(ended);
      await this.#sessions.markAnnounced(missed.map(({ sessionId }) => sessionId));
    }
  }

  /** Announces again whatever Redis has forgotten: it may have been emptied or restarted without its data. */
  async announceForgotten(): Promise<void> {
    const moment = new Date(Date.now() - this.#keepMs);
    for await (const ended of this.#sessions.endedSince(moment)) await this.#revocations.announce(ended);
  }
}
