/** Session ids, each for the same time, in as little memory as they need. */
export class KnownSessions {
  readonly #expiresAt = new Map<string, number>();
  readonly #keepMs: number;
  readonly #max: number;

  /** @param max how many at the most; beyond it the oldest are forgotten */
  constructor(options: { keepMs: number; max: number }) {
    this.#keepMs = options.keepMs;
    this.#max = options.max;
  }

  has(sessionId: string): boolean {
    const expiresAt = this.#expiresAt.get(sessionId);
    return expiresAt !== undefined && expiresAt > performance.now();
  }

  /** False when it was known already; its time is not made longer then. */
  add(sessionId: string): boolean {
    if (this.has(sessionId)) return false;
    const now = performance.now();
    // All are kept equally long and a map keeps its order, so the oldest come first.
    for (const [oldest, expiresAt] of this.#expiresAt) {
      if (expiresAt > now && this.#expiresAt.size < this.#max) break;
      this.#expiresAt.delete(oldest);
    }
    this.#expiresAt.delete(sessionId);
    this.#expiresAt.set(sessionId, now + this.#keepMs);
    return true;
  }

  /** Those that are known now. */
  forEach(work: (sessionId: string) => void): void {
    for (const sessionId of this.#expiresAt.keys()) if (this.has(sessionId)) work(sessionId);
  }
}
