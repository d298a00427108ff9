import type { Redis } from 'ioredis';
import { markPrefix, namesOf } from './names.ts';

const CHUNK = 1_000;

/** The list as it is in Redis. Every method rejects when Redis does not answer. */
export interface RevocationList {
  /**
   * Sessions that became known since a score, that included, in their order; each page comes as it is read.
   * Returns the highest score, or the given one when there was none.
   */
  since(score: number, found: (sessionIds: string[]) => void): Promise<number>;
  /** Sessions with a mark: those of a writer that knows no set. Walks over all keys of the store. */
  marked(found: (sessionIds: string[]) => void, signal: AbortSignal): Promise<void>;
  /** Whether writers see to it that the set holds every session that has a mark. */
  isComplete(): Promise<boolean>;
  /** Those of the given sessions that are in the set or have a mark. */
  among(sessionIds: readonly string[]): Promise<Set<string>>;
}

export function createRevocationList(redis: Redis, prefix: string): RevocationList {
  const names = namesOf(redis, prefix);
  const marks = markPrefix(prefix);
  return {
    async since(score, found) {
      let last = score;
      // Of the entries with the last score so many have been read; several may share it.
      let offset = 0;
      for (;;) {
        const page = await redis.zrange(
          names.byTime, last, '+inf', 'BYSCORE', 'LIMIT', offset, CHUNK, 'WITHSCORES',
        ); // prettier-ignore
        const ids = page.filter((_, index) => index % 2 === 0);
        const scores = page.filter((_, index) => index % 2 === 1).map(Number);
        found(ids);
        const highest = scores.at(-1) ?? last;
        const sharing = scores.filter((one) => one === highest).length;
        offset = highest === last ? offset + sharing : sharing;
        last = highest;
        if (ids.length < CHUNK) return last;
      }
    },

    async marked(found, signal) {
      let cursor = '0';
      do {
        const [next, keys] = await redis.scan(cursor, 'MATCH', `${marks}*`, 'COUNT', CHUNK);
        found(keys.map((key) => key.slice(marks.length)));
        cursor = next;
      } while (cursor !== '0' && !signal.aborted);
    },

    isComplete: async () => (await redis.exists(names.complete)) === 1,

    async among(sessionIds) {
      const revoked = new Set<string>();
      for (let start = 0; start < sessionIds.length; start += CHUNK) {
        const chunk = sessionIds.slice(start, start + CHUNK);
        const [scores, values] = await Promise.all([
          redis.zmscore(names.byTime, ...chunk),
          redis.mget(chunk.map(names.mark)),
        ]);
        chunk.forEach((id, index) => {
          if (scores[index] != null || values[index] != null) revoked.add(id);
        });
      }
      return revoked;
    },
  };
}
