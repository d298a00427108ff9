import { backoffMs, type Backoff } from '@chowk/runtime/lifecycle';

/** How a provider is asked about payments that are still open. */
export interface Polling {
  /** Shortest pause in ms between two questions about one payment. */
  everyMs: number;
  /** Age in ms at which asking ends. */
  watchMs: number;
}

/** An old payment is asked about less often: after a twentieth of its age, and never more often than `everyMs`. */
const AGE_SHARE = 20;

/** When to ask the provider about an open payment again; undefined once it is older than `watchMs`. */
export function nextCheck(createdAt: Date, now: Date, { everyMs, watchMs }: Polling): Date | undefined {
  const age = now.getTime() - createdAt.getTime();
  if (age > watchMs) return undefined;
  return new Date(now.getTime() + Math.max(everyMs, Math.floor(age / AGE_SHARE)));
}

/** Waits between tries of a stored event; it is never given up. */
const EVENT_RETRIES: Backoff = { firstMs: 1_000, maxMs: 5 * 60_000 };

/** The pause in ms after so many tries of a stored event (1 or more). */
export const retryDelayMs = (tries: number): number => backoffMs(EVENT_RETRIES, tries);
