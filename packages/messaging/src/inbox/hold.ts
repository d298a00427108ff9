import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@chowk/runtime/lifecycle';

/** Pauses between attempts at something that the broker or the database does not take at the moment. */
const HOLD = { firstMs: 250, maxMs: 10_000 };

/**
 * Does work on a message until it succeeds, and holds the message meanwhile: given back it would come again at
 * once, and again. `onFailure` tells of each attempt that failed.
 * @throws what the last attempt threw, or the reason of `signal`, when told to give up
 */
export async function holdUntil(
  work: () => Promise<unknown>,
  { signal, onFailure }: { signal: AbortSignal; onFailure(error: unknown, retryInMs: number): void },
): Promise<void> {
  for (let failures = 1; ; failures++) {
    try {
      await work();
      return;
    } catch (error) {
      signal.throwIfAborted();
      const pauseMs = backoffMs(HOLD, failures);
      onFailure(error, pauseMs);
      await sleep(pauseMs, undefined, { signal });
    }
  }
}
