import type { Logger } from '../log/logger.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Health } from './health.ts';
import { PeriodicTask } from './periodic-task.ts';
import type { ShutdownStack } from './shutdown-stack.ts';
import { StoreClock } from './store-clock.ts';

/** The clock itself looks no more often than every half a minute; in between after a look that failed. */
const LOOK_EVERY_MS = 5_000;
const SAMPLES = 3;

/**
 * A clock for instants that processes share: that of the store, which all replicas ask, so that it does not
 * matter what their own clocks say. Until the store has answered once, and for as long as it never does, it is
 * the process's own. How far that one is off stands in readiness as `clockSkewMs`, decides nothing there, and
 * is warned of.
 */
export async function followStoreClock(deps: {
  /** Asks the store for its time. */
  read: () => Promise<Date>;
  /** A skew of more than so many ms, either way, is warned of. */
  warnAboveMs: number;
  health: Health;
  shutdown: ShutdownStack;
  logger: Logger;
}): Promise<Clock> {
  const { read, warnAboveMs, health, shutdown, logger } = deps;
  const store = new StoreClock(read, undefined, SAMPLES);
  const clock: Clock = () => (store.known ? store.now() : systemClock());
  /** Positive when our clock is ahead. */
  const skewMs = (): number => systemClock().getTime() - clock().getTime();
  let isWarned = false;
  const look = async (): Promise<void> => {
    await store.sync();
    const isOff = Math.abs(skewMs()) > warnAboveMs;
    if (isOff && !isWarned)
      logger.warn(
        { clockSkewMs: Math.round(skewMs()) },
        "the clock of this machine is off, the store's is used",
      );
    isWarned = isOff;
  };
  await look().catch((err: unknown) => {
    logger.warn({ err }, "the store's time is not known yet, that of this machine is used");
  });
  health.inform('clockSkewMs', () => (store.known ? Math.round(skewMs()) : null));
  const task = new PeriodicTask({
    name: "look at the store's time",
    everyMs: LOOK_EVERY_MS,
    run: look,
    logger,
  });
  shutdown.add('clock', () => task.stop());
  return clock;
}
