import type { Connection } from 'mongoose';

const TRUSTED_FOR_MS = 60_000;

/** The clock that leases and due times are judged by: the store's, asked once a minute. */
export interface StoreClock {
  /**
   * Never ahead of the store, behind by the way of an answer at most: what is due by this clock is due in
   * the store.
   */
  now(): Promise<Date>;
}

export function createStoreClock(connection: Connection): StoreClock {
  let known: { storeMs: number; at: number } | undefined;
  return {
    async now() {
      if (!known || performance.now() - known.at > TRUSTED_FOR_MS) {
        const { localTime } = await connection.db!.command({ hello: 1 });
        known = { storeMs: (localTime as Date).getTime(), at: performance.now() };
      }
      return new Date(known.storeMs + performance.now() - known.at);
    },
  };
}
