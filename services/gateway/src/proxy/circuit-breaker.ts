/**
 * Leaves a failing replica alone (https://martinfowler.com/bliki/CircuitBreaker.html): after some failures in
 * a row it opens; after the cool-down one trial request passes, and its outcome closes or opens it again.
 */
export class CircuitBreaker {
  readonly #maxFailures: number;
  readonly #coolDownMs: number;
  #failures = 0;
  #openedAt: number | undefined;
  #trialUnderWay = false;

  constructor(maxFailures: number, coolDownMs: number) {
    this.#maxFailures = maxFailures;
    this.#coolDownMs = coolDownMs;
  }

  get isClosed(): boolean {
    return this.#openedAt === undefined;
  }

  /** Whether a request may be sent at `now` (ms). Taking the trial counts as sending it. */
  admits(now: number): boolean {
    if (this.#openedAt === undefined) return true;
    if (this.#trialUnderWay || now - this.#openedAt < this.#coolDownMs) return false;
    this.#trialUnderWay = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAt = undefined;
    this.#trialUnderWay = false;
  }

  failed(now: number): void {
    this.#failures += 1;
    if (this.#trialUnderWay || this.#failures >= this.#maxFailures) this.#openedAt = now;
    this.#trialUnderWay = false;
  }

  /** The request ended without telling anything of the replica, such as when the client went away. */
  unknown(): void {
    this.#trialUnderWay = false;
  }
}
