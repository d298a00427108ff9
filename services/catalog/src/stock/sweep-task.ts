import type { Capability } from '@chowk/chassis';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Sweep } from './use-cases/sweep.ts';

const BATCH = 100;

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
      const found = await sweep({ before, limit: BATCH, signal });
      if (found > 0) logger.info({ task: name, found }, 'swept');
    },
  };
}
