/**
 * Keeps retries a small share of calls, so that a sick service is not killed by them: each call earns a
 * tenth of a token, each retry costs one. Source: Site Reliability Engineering, ch. 21-22.
 */
export class RetryBudget {
  #tokens: number;
  readonly #ratio: number;
  readonly #max: number;

  constructor(ratio = 0.1, max = 10) {
    this.#ratio = ratio;
    this.#max = max;
    this.#tokens = max;
  }

  recordCall(): void {
    this.#tokens = Math.min(this.#max, this.#tokens + this.#ratio);
  }

  /** Takes one retry if there is one left. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
