import type { RevocationWriter } from '@chowk/revocations';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { EndedSession } from './domain/session.ts';
import type { SessionRepository } from './ports.ts';

const BATCH = 100;

interface Deps {
  sessions: SessionRepository;
  revocations: RevocationWriter;
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
    const { sessions, revocations, clock } = this.#deps;
    const moment = new Date(clock().getTime() - revocations.keepMs);
    signal.throwIfAborted();
    await revocations.publishAll(untilAborted(sessions.revokedSince(moment), signal));
  }

  async #publish(ended: readonly EndedSession[]): Promise<void> {
    for (const session of ended) await this.#deps.revocations.publish(session);
    if (ended.length > 0) await this.#deps.sessions.markPublished(ended.map(({ sessionId }) => sessionId));
  }
}

/** @throws the signal's reason: an interrupted look has not gone through everything, and must not say so */
async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for await (const item of items) {
    signal.throwIfAborted();
    yield item;
  }
}
