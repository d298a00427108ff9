import type { Session } from './command.ts';

type Attempt = { txnNumber: bigint; reply: Promise<Buffer> };

/** A driver asks again within seconds, and the newest write of a session is the only one it may ask for. */
const REMEMBERED_SESSIONS = 2_000;
/** Larger replies are not kept: a findAndModify of a large document, asked again, then runs again. */
const LARGEST_KEPT_REPLY = 64 * 1024;

/**
 * Makes a write that a driver sends again (same session, same number, after its connection broke) run once:
 * the second gets the answer of the first. https://www.mongodb.com/docs/manual/core/retryable-writes/
 */
export class RetryableWrites {
  readonly #latest = new Map<string, Attempt>();

  /** Runs `work`, or gives the answer of the same write if it has been made already. */
  once(session: Session | undefined, work: () => Promise<Buffer>): Promise<Buffer> {
    if (session?.txnNumber === undefined) return work();
    const { id, txnNumber } = session;
    const known = this.#latest.get(id);
    if (known?.txnNumber === txnNumber) return known.reply;
    const attempt: Attempt = { txnNumber, reply: work() };
    this.#latest.delete(id);
    this.#latest.set(id, attempt);
    if (this.#latest.size > REMEMBERED_SESSIONS) {
      const [oldest] = this.#latest.keys();
      if (oldest !== undefined) this.#latest.delete(oldest);
    }
    const forget = (): void => {
      if (this.#latest.get(id) === attempt) this.#latest.delete(id);
    };
    // A write that failed has changed nothing, so the retry has to run.
    attempt.reply.then((reply) => reply.length > LARGEST_KEPT_REPLY && forget(), forget);
    return attempt.reply;
  }
}
