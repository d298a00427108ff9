/** Pauses between tries: `firstMs`, doubled with each failure, `maxMs` at the most. */
export interface Backoff {
  firstMs: number;
  maxMs: number;
}

/**
 * The pause in ms before the next try after so many failures (1 or more), without jitter.
 * Exponential backoff with a cap, https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const backoffMs = ({ firstMs, maxMs }: Backoff, failures: number): number =>
  // 2 ** 1024 is Infinity, which the cap takes care of.
  Math.min(firstMs * 2 ** (failures - 1), maxMs);
