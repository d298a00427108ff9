import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'shift-clock.mjs')).href;

/**
 * Environment of a Node process whose wall clock is off: `spawnService({ main, env: { ...env, ...shiftedClock(60_000) } })`.
 * @param skewMs so far it is ahead in ms; behind when negative
 * @param stepMs so far it jumps in ms with each SIGUSR2, as when somebody sets it
 */
export const shiftedClock = (skewMs: number, stepMs = 0): Record<string, string> => ({
  NODE_OPTIONS: `--import ${PRELOAD}`,
  CLOCK_SKEW_MS: String(skewMs),
  CLOCK_STEP_MS: String(stepMs),
});
