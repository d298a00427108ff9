import { backoffMs, type Backoff } from '@chowk/runtime/lifecycle';

/** How a provider is asked about payments. */
export interface Polling {
  /** Shortest pause in ms between two questions about one open payment. */
  everyMs: number;
  /** Age in ms at which asking about an open payment ends. */
  watchMs: number;
  /** First pause in ms before a payment that has ended is asked about again: its money may go back. */
  reversalEveryMs: number;
  /** Age in ms at which that asking ends. */
  reversalWatchMs: number;
  /** How many questions of a process are under way at a time. */
  concurrency: number;
}

/** People pay within this time, if they pay: until then the provider is asked often. */
const CHECKOUT_MS = 20 * 60_000;
/**
 * Until then no pause is longer: with the poller's own pause and a provider that takes its time, what callback
 * and webhook lost is found within a minute.
 */
const SOON_MS = 30_000;
/** The share of its age after which an open payment is asked about again, within that time and after it. */
const [EARLY_SHARE, LATE_SHARE] = [1 / 4, 1 / 2];
const LONGEST_REVERSAL_PAUSE_MS = 7 * 24 * 3_600_000;

/**
 * When to ask the provider about an open payment again; undefined once it is older than `watchMs`. The pauses
 * grow with its age, so that an abandoned one costs some 60 questions in five days and not thousands.
 */
export function nextCheck(
  createdAt: Date,
  now: Date,
  { everyMs, watchMs }: Pick<Polling, 'everyMs' | 'watchMs'>,
): Date | undefined {
  const age = now.getTime() - createdAt.getTime();
  if (age > watchMs) return undefined;
  const pause = age < CHECKOUT_MS ? Math.min(age * EARLY_SHARE, SOON_MS) : age * LATE_SHARE;
  return new Date(now.getTime() + Math.max(everyMs, Math.floor(pause)));
}

/**
 * When to ask about a payment that has ended whether its money went back: after as long as it is old, a week
 * at the most; undefined once it is older than `reversalWatchMs`.
 */
export function nextReversalCheck(
  createdAt: Date,
  now: Date,
  { reversalEveryMs, reversalWatchMs }: Pick<Polling, 'reversalEveryMs' | 'reversalWatchMs'>,
): Date | undefined {
  const age = now.getTime() - createdAt.getTime();
  if (age > reversalWatchMs) return undefined;
  return new Date(now.getTime() + Math.max(reversalEveryMs, Math.min(age, LONGEST_REVERSAL_PAUSE_MS)));
}

/** Waits between tries of a stored event; it is never given up. */
const EVENT_RETRIES: Backoff = { firstMs: 1_000, maxMs: 5 * 60_000 };

/** The pause in ms after so many tries of a stored event (1 or more). */
export const retryDelayMs = (tries: number): number => backoffMs(EVENT_RETRIES, tries);
