import type { Logger } from '@chowk/runtime/log';
import { withoutRequestEnd } from '@chowk/runtime/telemetry';

export interface DeferredBatch<Item> {
  /** Has it done with the next batch; of two under one key the later one. Dropped when too many wait already. */
  add(key: string, item: Item): void;
  /** Does what waits, and resolves when it is done. */
  stop(): Promise<void>;
}

/**
 * Gathers small work that nobody waits for, and does it together after a pause: one batch at a time, and nothing at
 * all when nothing came. It keeps nothing and tries nothing again: what a crash or a failure loses of it must end
 * by itself or be found by a sweep.
 */
export function createDeferredBatch<Item>(options: {
  /** Names it in logs. */
  name: string;
  /** Pause in ms from the first item to the batch. */
  delayMs: number;
  /** Most items that wait. */
  maxItems: number;
  run(items: Item[]): Promise<void>;
  logger: Logger;
}): DeferredBatch<Item> {
  const { name, delayMs, maxItems, run, logger } = options;
  const waiting = new Map<string, Item>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const runBatch = async (): Promise<void> => {
    const items = [...waiting.values()];
    waiting.clear();
    try {
      await run(items);
    } catch (err) {
      logger.warn({ err, batch: name, items: items.length }, 'a batch failed, and is left to the sweeps');
    }
  };
  const begin = (): void => {
    timer = undefined;
    running = runBatch().finally(() => {
      running = undefined;
      schedule();
    });
  };
  const schedule = (): void => {
    if (waiting.size === 0 || running || timer) return;
    timer = withoutRequestEnd(() => setTimeout(begin, delayMs));
  };

  return {
    add(key, item) {
      if (waiting.size >= maxItems && !waiting.has(key)) return;
      waiting.set(key, item);
      schedule();
    },
    async stop() {
      for (;;) {
        await running;
        if (waiting.size === 0) return;
        clearTimeout(timer);
        begin();
      }
    },
  };
}
