import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chowk/runtime/log';
import type { TidyStock } from './use-cases/tidy-stock.ts';

/** Runs the tidying until stopped; `stop` resolves when the round under way has ended. */
export function startSweeper(options: { tidy: TidyStock; everyMs: number; logger: Logger }): {
  stop(): Promise<void>;
} {
  const { tidy, everyMs, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      // Spread, so that replicas do not all look at the same moment.
      const pause = everyMs * (0.75 + Math.random() / 2);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        const tidied = await tidy();
        if (tidied > 0) logger.info({ tidied }, 'stock tidied up');
      } catch (err) {
        logger.warn({ err }, 'stock could not be tidied up, will try again');
      }
    }
  };

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
