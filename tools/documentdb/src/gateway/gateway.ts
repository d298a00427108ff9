import type pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cursors } from './cursors.ts';
import type { Command } from './command.ts';
import { type Database, firstRow, openPool } from './database.ts';
import { DuplicateKeys } from './duplicate-key.ts';
import { isConflict } from './engine-error.ts';
import { log } from './log.ts';
import { orderIndexes } from './ordered-indexes.ts';
import { RetryableWrites } from './retryable-writes.ts';
import { Sql } from './statements.ts';
import { Transactions } from './transactions.ts';

export type GatewaySettings = {
  /** The folder of the engine's Unix socket. */
  host: string;
  port: number;
  /** Connections for everything outside transactions. */
  connections: number;
  /** Transactions that can be open at a time; more wait. */
  transactions: number;
  /** How long a transaction waits for its turn, in milliseconds. */
  transactionQueueMs: number;
  /** How long a transaction may take, in milliseconds. */
  transactionLifetimeMs: number;
  /** How long a cursor waits for its next use, in milliseconds. */
  cursorIdleMs: number;
};

export const DEFAULT_SETTINGS = {
  connections: 32,
  transactions: 48,
  transactionQueueMs: 20_000,
  transactionLifetimeMs: 60_000,
  cursorIdleMs: 10 * 60_000,
} as const;

/** A single write that loses against another is run again, as MongoDB does, so the client never hears of it. */
const CONFLICT_RETRIES = 20;
const CONFLICT_PAUSE_MS = 10;

/** What the commands work with: the engine's connections, and the state that outlives one command. */
export class Gateway {
  readonly cursors: Cursors;
  readonly transactions: Transactions;
  readonly retryableWrites = new RetryableWrites();
  readonly duplicateKeys: DuplicateKeys;
  /** Any free connection, outside transactions. */
  readonly database: Database;
  readonly #pool: pg.Pool;

  constructor(settings: GatewaySettings) {
    const { host, port } = settings;
    this.#pool = openPool({ host, port, connections: settings.connections });
    this.database = { first: (statement, parameters) => firstRow(this.#pool, statement, parameters) };
    this.duplicateKeys = new DuplicateKeys(this.database);
    this.cursors = new Cursors(settings.cursorIdleMs, (ids) => {
      this.releaseCursors(ids).catch((error: Error) =>
        log('warn', 'idle cursors stay', { error: error.message }),
      );
    });
    this.transactions = new Transactions({
      pool: openPool({
        host,
        port,
        connections: settings.transactions,
        queueTimeoutMs: settings.transactionQueueMs,
      }),
      control: openPool({ host, port, connections: 1 }),
      lifetimeMs: settings.transactionLifetimeMs,
    });
  }

  /** Makes the engine's extensions where the data is new, and brings indexes of an older start up to date. */
  async prepare(progress: (message: string) => void): Promise<void> {
    await this.#pool.query('CREATE EXTENSION IF NOT EXISTS documentdb CASCADE');
    await this.#pool.query('CREATE EXTENSION IF NOT EXISTS documentdb_extended_rum CASCADE');
    // They look for queued index builds every two seconds, each in a process of its own. We queue none.
    await this.#pool.query(
      `SELECT cron.unschedule(jobid) FROM cron.job WHERE command LIKE '%build_index_concurrently%'`,
    );
    await orderIndexes(this.#pool, progress);
  }

  /** Frees what deleted documents take, and counts the rest for the planner. Nothing, if there is no such collection. */
  async compact(db: string, collection: string): Promise<void> {
    const [number] = await this.database.first(Sql.collectionNumber, [db, collection]);
    if (number != null)
      await this.#pool.query(`VACUUM (ANALYZE) documentdb_data.documents_${BigInt(number)}`);
  }

  /** Runs a command's work where it belongs: in its transaction, or on any connection, again if it loses a conflict. */
  async run<T>(command: Command, connection: object, work: (database: Database) => Promise<T>): Promise<T> {
    if (command.inTransaction) return this.transactions.run(command, connection, work);
    const { maxTimeMs } = command;
    const attempt = (): Promise<T> => (maxTimeMs ? this.#runLimited(maxTimeMs, work) : work(this.database));
    for (let retry = 0; ; retry += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (retry >= CONFLICT_RETRIES || !isConflict(error)) throw error;
        await sleep(Math.random() * CONFLICT_PAUSE_MS * (retry + 1));
      }
    }
  }

  /** Removes the files in which the engine keeps the rest of a cursor's results. */
  async releaseCursors(ids: readonly bigint[]): Promise<void> {
    await this.database.first(Sql.deleteCursors, [`{${ids.join(',')}}`]);
  }

  async #runLimited<T>(maxTimeMs: number, work: (database: Database) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken = false;
    try {
      await client.query(`SET statement_timeout = ${Math.ceil(maxTimeMs)}`);
      return await work({ first: (statement, parameters) => firstRow(client, statement, parameters) });
    } finally {
      await client.query('SET statement_timeout = 0').catch(() => {
        broken = true;
      });
      client.release(broken);
    }
  }
}
