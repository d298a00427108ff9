import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { EndedSession } from './domain/session.ts';
import type { RevocationList, SessionRepository } from './ports.ts';

const BATCH = 100;

interface Deps {
  sessions: SessionRepository;
  revocations: RevocationList;
  /** How long in ms after its end a session may have living access tokens. */
  keepMs: number;
  clock: Clock;
  logger: Logger;
}

/**
 * Brings every end of a session to Redis. It reads the sessions themselves, not the event bus: sign-out must
 * not wait for RabbitMQ, and an inbox records an event as handled before work outside the database has
 * succeeded.
 */
export class RevocationPublisher {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Publishes sessions that ended a moment ago, after the commit. Where that fails, `publishPending` does it. */
  async publish(ended: readonly EndedSession[]): Promise<void> {
    await failpoint('auth.sessions.ended');
    try {
      await this.#publish(ended);
    } catch (err) {
      this.#deps.logger.warn({ err, sessions: ended.length }, 'a revocation is late, and will be published');
    }
  }

  /** Publishes what was missed: Redis was away, or a process died between commit and publication. */
  async publishPending(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const missed = await this.#deps.sessions.findUnpublished(BATCH);
      if (missed.length === 0) return;
      await this.#publish(missed);
    }
  }

  /** Publishes again whatever Redis has forgotten: it may have been emptied or restarted without its data. */
  async republish(signal: AbortSignal): Promise<void> {
    const { sessions, revocations, keepMs, clock } = this.#deps;
    const moment = new Date(clock().getTime() - keepMs);
    for await (const ended of sessions.revokedSince(moment)) {
      if (signal.aborted) return;
      await revocations.publish(ended);
    }
  }

  async #publish(ended: readonly EndedSession[]): Promise<void> {
    for (const session of ended) await this.#deps.revocations.publish(session);
    if (ended.length > 0) await this.#deps.sessions.markPublished(ended.map(({ sessionId }) => sessionId));
  }
}
