import type { Capability } from '@chowk/chassis';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Sweep } from './use-cases/sweep.ts';

const BATCH = 100;
/** Most batches of one run: what cannot be put in order must not keep it going. */
const MOST_BATCHES = 20;

/** What runs a sweep every so often, on what is older than the grace time. */
export function sweepTask(options: {
  name: string;
  sweep: Sweep;
  everyMs: number;
  /** Age from which something unfinished counts as abandoned. */
  graceMs: number;
  clock: Clock;
  logger: Logger;
}): NonNullable<Capability['tasks']>[number] {
  const { name, sweep, everyMs, graceMs, clock, logger } = options;
  return {
    name,
    everyMs,
    async run(signal) {
      const before = new Date(clock().getTime() - graceMs);
      let found = 0;
      for (let batch = 1; batch <= MOST_BATCHES; batch++) {
        const inBatch = await sweep({ before, limit: BATCH, signal });
        found += inBatch;
        if (inBatch < BATCH) break;
      }
      if (found > 0) logger.info({ task: name, found }, 'swept');
    },
  };
}
