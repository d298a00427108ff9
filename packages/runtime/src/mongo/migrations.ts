import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Collection, Connection } from 'mongoose';
import { withHeartbeat } from '../lifecycle/heartbeat.ts';
import type { Logger } from '../log/logger.ts';
import { isDuplicateKey } from './connect.ts';
import { withOperationLimit } from './operation-limits.ts';

/** One step of a database's history. Runs once; never edited after it has landed. */
export interface Migration {
  /** `0001-indexes`: a number that orders, and words. */
  id: string;
  /**
   * Must bear being run again: a process may die within it. Beside another process it runs only when its own
   * stood still for longer than the lock and came back to life.
   */
  up(connection: Connection): Promise<void>;
}

interface MigrationRow {
  _id: string;
  appliedAt?: Date;
  /** Only on the lock: who has it, and until when by the database's clock. */
  holder?: string;
  until?: Date;
}

const LOCK = 'lock';
const LOCK_MS = 30_000;
const LOOK_MS = 100;
const TELL_EVERY_MS = 10_000;
const AWAIT_LOOK_MS = 1_000;

/**
 * Applies what has not been applied, in order. Replicas that start together wait for the one that migrates,
 * however long that takes; the lock of a process that died is free again after `lockMs`.
 * Rethrows what a migration throws; the next start tries it again.
 */
export async function runMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  options: { logger?: Logger; lockMs?: number } = {},
): Promise<void> {
  const { logger, lockMs = LOCK_MS } = options;
  const rows = connection.collection<MigrationRow>('migrations');
  const lock = new MigrationLock(rows, lockMs, logger);
  let toldAt = performance.now();
  for (;;) {
    const pending = await pendingOf(rows, migrations);
    if (pending.length === 0) return;
    if (await lock.take()) {
      await lock.hold(() => applyPending(connection, rows, migrations, lock, logger));
      continue;
    }
    if (performance.now() - toldAt >= TELL_EVERY_MS) {
      logger?.info({ migration: pending[0]!.id }, 'waiting for another replica to migrate');
      toldAt = performance.now();
    }
    await sleep(LOOK_MS);
  }
}

/** Those of the migrations that the database lacks, in order. */
export const pendingMigrations = (
  connection: Connection,
  migrations: readonly Migration[],
): Promise<Migration[]> => pendingOf(connection.collection<MigrationRow>('migrations'), migrations);

/** Waits until others have applied the migrations, however long that takes, and says what it waits for. */
export async function awaitMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  { logger }: { logger: Logger },
): Promise<void> {
  for (let toldAt = Number.NEGATIVE_INFINITY; ; await sleep(AWAIT_LOOK_MS)) {
    const pending = await pendingMigrations(connection, migrations);
    if (pending.length === 0) return;
    if (performance.now() - toldAt < TELL_EVERY_MS) continue;
    logger.warn(
      { pending: pending.map(({ id }) => id) },
      'not ready: the database waits for its migrate command',
    );
    toldAt = performance.now();
  }
}

async function pendingOf(
  rows: Collection<MigrationRow>,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const applied = new Set((await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
  return migrations.filter(({ id }) => !applied.has(id));
}

async function applyPending(
  connection: Connection,
  rows: Collection<MigrationRow>,
  migrations: readonly Migration[],
  lock: MigrationLock,
  logger: Logger | undefined,
): Promise<void> {
  for (const { id, up } of await pendingOf(rows, migrations)) {
    // Not by what the heartbeat found out last: a process that stood still asks before it goes on.
    if (!(await lock.renew())) return;
    const begun = performance.now();
    // An index over all there is takes as long as it takes.
    await withOperationLimit(0, () => up(connection));
    // An upsert: whoever took over from us while we stood still may have written it.
    await rows.updateOne({ _id: id }, { $setOnInsert: { appliedAt: new Date() } }, { upsert: true });
    logger?.info({ migration: id, ms: Math.round(performance.now() - begun) }, 'migrated');
  }
}

/** A lease on the right to migrate. The database's clock judges it: those of the replicas may differ. */
class MigrationLock {
  readonly #rows: Collection<MigrationRow>;
  readonly #lockMs: number;
  readonly #logger: Logger | undefined;
  readonly #holder = randomUUID();

  constructor(rows: Collection<MigrationRow>, lockMs: number, logger: Logger | undefined) {
    this.#rows = rows;
    this.#lockMs = lockMs;
    this.#logger = logger;
  }

  async take(): Promise<boolean> {
    const free = { $lte: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] };
    try {
      const row = await this.#rows.findOneAndUpdate(
        { _id: LOCK },
        [
          {
            $set: {
              holder: { $cond: [free, { $literal: this.#holder }, '$holder'] },
              until: { $cond: [free, this.#end(), '$until'] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      return row?.holder === this.#holder;
    } catch (error) {
      // Two made the first lock in one moment, and the other one was first.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Works under the lock that was taken, and gives it back, unless somebody else has it by then. */
  async hold(work: () => Promise<void>): Promise<void> {
    try {
      await withHeartbeat(
        {
          everyMs: this.#lockMs / 3,
          renew: () => this.renew(),
          onMissed: (err) => this.#logger?.warn({ err }, 'migration lock was not renewed, will try again'),
        },
        work,
      );
    } finally {
      await this.#rows.deleteOne({ _id: LOCK, holder: this.#holder });
    }
  }

  /** Whether the lock is still ours; if so, for its whole time from now on. */
  async renew(): Promise<boolean> {
    const ours = { _id: LOCK, holder: this.#holder };
    const renewed = await this.#rows.updateOne(ours, [{ $set: { until: this.#end() } }]);
    if (renewed.matchedCount === 1) return true;
    this.#logger?.error('migration lock was lost, another replica may run the same migration');
    return false;
  }

  /** An end counted from now, by the database's clock. */
  #end() {
    return { $add: ['$$NOW', this.#lockMs] };
  }
}
