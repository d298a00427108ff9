import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chowk/runtime/log';

/**
 * Does work again and again with a pause in between, until stopped; stop waits for the round under way. A
 * round that fails is logged and the next one tries again.
 */
export function periodically(
  name: string,
  pauseMs: number,
  logger: Logger,
  work: () => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = async (): Promise<void> => {
    while (!signal.aborted) {
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await work().catch((err: unknown) => logger.warn({ err, work: name }, 'failed, will try again'));
    }
  };
  const running = rounds();
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
