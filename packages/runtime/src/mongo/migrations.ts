import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from './connect.ts';

/** One step of a database's history. Runs once; never edited after it has landed. */
export interface Migration {
  /** `0001-indexes`: a number that orders, and words. */
  id: string;
  up(connection: Connection): Promise<void>;
}

interface MigrationRow {
  _id: string;
  appliedAt: Date;
  /** Only on the lock. */
  until?: Date;
}

const LOCK = 'lock';
const LOCK_MS = 30_000;

/**
 * Applies what has not been applied, in order. Replicas that start together wait for the one that migrates;
 * a lock whose holder died is free again after 30 s.
 */
export async function runMigrations(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  const rows = connection.collection<MigrationRow>('migrations');
  const pending = async () => {
    const applied = new Set(
      (await rows.find({}, { projection: { _id: 1 } }).toArray()).map((row) => row._id),
    );
    return migrations.filter(({ id }) => !applied.has(id));
  };
  while ((await pending()).length > 0) {
    if (!(await takeLock(connection))) {
      await sleep(100);
      continue;
    }
    try {
      for (const migration of await pending()) {
        await migration.up(connection);
        await rows.insertOne({ _id: migration.id, appliedAt: new Date() });
      }
    } finally {
      await rows.deleteOne({ _id: LOCK });
    }
  }
}

async function takeLock(connection: Connection): Promise<boolean> {
  const rows = connection.collection<MigrationRow>('migrations');
  const now = new Date();
  const until = new Date(now.getTime() + LOCK_MS);
  try {
    await rows.updateOne(
      { _id: LOCK, until: { $lte: now } },
      { $set: { until, appliedAt: now } },
      { upsert: true },
    );
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** What we need of a mongoose model: models of different documents share no common type. */
interface Creatable {
  createCollection(): Promise<unknown>;
  createIndexes(): Promise<unknown>;
}

/**
 * Makes the collections and indexes of models. Collections are made ahead because a transaction should
 * not be the one to create them.
 */
export async function createCollections(models: readonly Creatable[]): Promise<void> {
  for (const model of models) {
    await model.createCollection();
    await model.createIndexes();
  }
}
