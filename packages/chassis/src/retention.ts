import type { PeriodicTaskOptions } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';

const DAY_MS = 24 * 3600 * 1000;
/** Rows that one statement deletes: few enough that nobody waits behind it. */
const BATCH = 500;

/** What we need of a model's collection, whatever its documents are. */
interface Rows {
  collectionName: string;
  find(filter: object): {
    project(fields: object): { limit(n: number): { toArray(): Promise<Array<{ _id: unknown }>> } };
  };
  deleteMany(filter: object): Promise<{ deletedCount: number }>;
}

/** How long rows of a collection stay, where a TTL index cannot say it: the days are a setting, or only some go. */
export interface RetentionRule {
  model: { collection: unknown };
  /** The date that their age is counted from. The model has an index that begins with `where` and it. */
  field: string;
  /** The rows that this is about; the others stay. */
  where?: Readonly<Record<string, unknown>>;
  keepDays: number;
}

/**
 * Deletes what is older than its rule says, in batches. Every replica does it: who comes later finds nothing.
 * A clock that is off by minutes is of no account here.
 */
export const retentionTask = (
  rules: readonly RetentionRule[],
  { everyMs, logger }: { everyMs: number; logger: Logger },
): Omit<PeriodicTaskOptions, 'logger'> => ({
  name: 'retention',
  everyMs,
  async run(signal) {
    for (const { model, field, where = {}, keepDays } of rules) {
      const rows = model.collection as Rows;
      const old = { ...where, [field]: { $lt: new Date(Date.now() - keepDays * DAY_MS) } };
      let deleted = 0;
      for (let isMore = true; isMore && !signal.aborted;) {
        const batch = await rows.find(old).project({ _id: 1 }).limit(BATCH).toArray();
        isMore = batch.length === BATCH;
        if (batch.length === 0) break;
        deleted += (await rows.deleteMany({ _id: { $in: batch.map(({ _id }) => _id) } })).deletedCount;
      }
      if (deleted > 0)
        logger.info({ collection: rows.collectionName, deleted, keepDays }, 'old rows deleted');
    }
  },
});
