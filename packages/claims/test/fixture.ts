import { testDatabase, uniqueName } from '@chowk/testing';
import { createClaimCollections, createClaims, type Claims, type ClaimsOptions } from '../src/index.ts';

/** Claims on a database of the test file's own. */
export async function startClaims() {
  const database = await testDatabase();
  await createClaimCollections(database.connection);
  // Not in the past: the store would tidy records away whose time, by its own clock, is over.
  const start = Date.now();
  let ms = 0;
  const open = (options: Partial<ClaimsOptions> = {}): Claims =>
    createClaims({
      connection: database.connection,
      retention: { endedDays: 30, confirmedDays: 400 },
      ...options,
    });
  return {
    ...database,
    /** Claims as another process has them, judged by the store's clock unless told otherwise. */
    open,
    /** A clock that stands until the test moves it. */
    clock: () => new Date(start + ms),
    advance: (byMs: number) => void (ms += byMs),
  };
}

export const count = (limit: number) => ({ kind: 'count' as const, id: uniqueName('cpn'), limit });
export const seats = (...names: string[]) => ({
  kind: 'seat' as const,
  id: uniqueName('hall'),
  seats: names,
});
export const day = (limit = 1) => ({
  kind: 'interval' as const,
  id: uniqueName('exp'),
  window: { from: 0, to: 1440 },
  limit,
});
