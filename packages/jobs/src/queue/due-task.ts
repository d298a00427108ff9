import { PeriodicTask } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';

/** Work that is looked for when some is due, when woken, and otherwise every so often. */
export interface DueTask {
  wake(): void;
  /** As of PeriodicTask: no further run, the one under way is told to end and awaited. */
  stop(): Promise<void>;
}

/** Starts it; the first run begins at once. `run` returns in how many ms it knows of more to do, if it does. */
export function startDueTask(options: {
  name: string;
  maxPauseMs: number;
  logger: Logger;
  run(signal: AbortSignal): Promise<number | undefined>;
}): DueTask {
  let alarm: NodeJS.Timeout | undefined;
  const task = new PeriodicTask({
    name: options.name,
    everyMs: options.maxPauseMs,
    immediately: true,
    logger: options.logger,
    async run(signal) {
      clearTimeout(alarm);
      const dueInMs = await options.run(signal);
      if (dueInMs === undefined || signal.aborted) return;
      // A pause is spread by a quarter: beyond that the task looks anyway.
      if (dueInMs < options.maxPauseMs * 1.25) alarm = setTimeout(() => task.wake(), dueInMs);
    },
  });
  return {
    wake: () => task.wake(),
    async stop() {
      clearTimeout(alarm);
      await task.stop();
    },
  };
}
