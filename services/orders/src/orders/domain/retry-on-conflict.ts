import { AppError } from '@chowk/contracts/errors';

/** Tries against others who change the same order. */
const TRIES = 10;

/**
 * Reads and changes until what was read is still so; `attempt` gives undefined when it was not.
 * @throws AppError PRECONDITION_FAILED when others kept winning the race
 */
export async function retryOnConflict<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const changed = await attempt();
    if (changed !== undefined) return changed;
  }
  throw new AppError('PRECONDITION_FAILED');
}
