import type pg from 'pg';
import type { Command } from './command.ts';
import { type Database, firstRow } from './database.ts';
import { log } from './log.ts';
import { ErrorCode, ServerError, TRANSIENT } from './server-error.ts';
import { isConflict } from './engine-error.ts';

type TransactionOptions = {
  /** Connections kept for transactions alone, so that other commands (and a commit) always find a free one. */
  pool: pg.Pool;
  /** Runs what must not wait for a transaction, such as cancelling one. */
  control: pg.Pool;
  /** How long a transaction may take from its first command on, in milliseconds. */
  lifetimeMs: number;
};

type Transaction = {
  number: bigint;
  /** The client connection that spoke last: when it goes, nobody is left to commit. */
  connection: object;
  open: boolean;
  client: Promise<pg.PoolClient>;
  /** One statement after the other: a statement must never reach the database after the rollback before it. */
  queue: Promise<unknown>;
  expiry: NodeJS.Timeout;
};

/** Committed numbers are remembered for sessions that ask again after a lost answer; the oldest go first. */
const REMEMBERED_COMMITS = 10_000;

/**
 * The transactions of all sessions. Each has a database connection to itself, from its first command until it
 * commits, aborts, fails, outlives its time or loses its client: every one of these gives the connection back.
 */
export class Transactions {
  readonly #options: TransactionOptions;
  readonly #open = new Map<string, Transaction>();
  readonly #committed = new Map<string, bigint>();

  constructor(options: TransactionOptions) {
    this.#options = options;
  }

  /**
   * Runs `work` inside the command's transaction, begun first if the command says so. When `work` throws, the
   * transaction is over, as in MongoDB. Throws ServerError 251 (NoSuchTransaction), 225 (TransactionTooOld)
   * and 24 (LockTimeout, when all transaction connections stay busy).
   */
  async run<T>(command: Command, connection: object, work: (database: Database) => Promise<T>): Promise<T> {
    const { id, number } = identify(command);
    const transaction = command.startTransaction
      ? this.#begin(id, number, connection)
      : this.#find(id, number);
    transaction.connection = connection;
    return this.#inTurn(transaction, async () => {
      if (!transaction.open) throw noSuchTransaction(number);
      try {
        const client = await transaction.client;
        return await work({ first: (statement, parameters) => firstRow(client, statement, parameters) });
      } catch (error) {
        await this.#finish(id, transaction, 'ROLLBACK');
        throw isConflict(error) ? writeConflict(error) : error;
      }
    });
  }

  /** Commits. Asked again after a success it succeeds again. Throws ServerError 251 (NoSuchTransaction). */
  async commit(command: Command): Promise<void> {
    const { id, number } = identify(command);
    const transaction = this.#open.get(id);
    if (transaction?.number !== number) {
      if (this.#committed.get(id) === number) return;
      throw noSuchTransaction(number);
    }
    await this.#inTurn(transaction, async () => {
      const done = transaction.open && (await this.#finish(id, transaction, 'COMMIT'));
      if (!done) throw noSuchTransaction(number);
      this.#remember(id, number);
    });
  }

  /** Aborts. Throws ServerError 251 (NoSuchTransaction), which drivers ignore here. */
  async abort(command: Command): Promise<void> {
    const { id, number } = identify(command);
    const transaction = this.#open.get(id);
    if (transaction?.number !== number) throw noSuchTransaction(number);
    await this.#rollback(id, transaction);
  }

  /** Rolls back what the sessions have open, because their client has ended them. */
  async endSessions(ids: readonly string[]): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        this.#committed.delete(id);
        const transaction = this.#open.get(id);
        if (transaction) await this.#rollback(id, transaction);
      }),
    );
  }

  /** Rolls back what a closed client connection has left open. */
  async connectionClosed(connection: object): Promise<void> {
    const lost = [...this.#open].filter(([, transaction]) => transaction.connection === connection);
    await Promise.all(lost.map(([id, transaction]) => this.#rollback(id, transaction, { cancel: true })));
  }

  /** Rolls everything back, for the shutdown. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#open].map(([id, transaction]) => this.#rollback(id, transaction, { cancel: true })),
    );
  }

  #begin(id: string, number: bigint, connection: object): Transaction {
    const previous = this.#open.get(id);
    if (previous) {
      if (previous.number >= number) {
        throw new ServerError(
          ErrorCode.TransactionTooOld,
          `transaction ${number} is not newer than the session's open one`,
        );
      }
      void this.#rollback(id, previous);
    }
    const transaction: Transaction = {
      number,
      connection,
      open: true,
      client: this.#takeConnection(),
      queue: Promise.resolve(),
      expiry: setTimeout(() => {
        log('warn', 'a transaction outlived its time and is rolled back', {
          lifetimeMs: this.#options.lifetimeMs,
        });
        void this.#rollback(id, transaction, { cancel: true });
      }, this.#options.lifetimeMs),
    };
    // Whoever runs in the transaction awaits the connection and gets the failure; nobody may be left to do so.
    transaction.client.catch(() => undefined);
    this.#open.set(id, transaction);
    return transaction;
  }

  async #takeConnection(): Promise<pg.PoolClient> {
    let client: pg.PoolClient;
    try {
      client = await this.#options.pool.connect();
    } catch (cause) {
      throw new ServerError(
        ErrorCode.LockTimeout,
        `no connection for a transaction: ${(cause as Error).message}`,
        {
          labels: [TRANSIENT],
        },
      );
    }
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  #find(id: string, number: bigint): Transaction {
    const transaction = this.#open.get(id);
    if (transaction?.number !== number) throw noSuchTransaction(number);
    return transaction;
  }

  #inTurn<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
    const turn = transaction.queue.then(work);
    transaction.queue = turn.catch(() => undefined);
    return turn;
  }

  async #rollback(id: string, transaction: Transaction, options: { cancel?: boolean } = {}): Promise<void> {
    if (options.cancel) await this.#cancelRunning(transaction);
    await this.#inTurn(transaction, async () => {
      if (transaction.open) await this.#finish(id, transaction, 'ROLLBACK');
    });
  }

  /** Ends the statement that a transaction may be in: it could be waiting for a lock, and its client is gone. */
  async #cancelRunning(transaction: Transaction): Promise<void> {
    try {
      const client = (await transaction.client) as pg.PoolClient & { processID: number };
      if (transaction.open)
        await this.#options.control.query('SELECT pg_cancel_backend($1)', [client.processID]);
    } catch (error) {
      log('warn', 'a transaction could not be cancelled', { error: (error as Error).message });
    }
  }

  /** Ends a transaction and gives its connection back. Says whether it ended as asked. */
  async #finish(id: string, transaction: Transaction, how: 'COMMIT' | 'ROLLBACK'): Promise<boolean> {
    transaction.open = false;
    clearTimeout(transaction.expiry);
    if (this.#open.get(id) === transaction) this.#open.delete(id);
    let client: pg.PoolClient;
    try {
      client = await transaction.client;
    } catch {
      return false; // There never was a connection, and who asked for it has been told.
    }
    try {
      // PostgreSQL answers COMMIT of a failed transaction with success and the word ROLLBACK.
      const { command } = await client.query(how);
      client.release();
      return command === how;
    } catch (error) {
      client.release(true);
      log('warn', `${how} failed`, { error: (error as Error).message });
      return false;
    }
  }

  #remember(id: string, number: bigint): void {
    this.#committed.delete(id);
    this.#committed.set(id, number);
    if (this.#committed.size <= REMEMBERED_COMMITS) return;
    const [oldest] = this.#committed.keys();
    if (oldest !== undefined) this.#committed.delete(oldest);
  }
}

function identify(command: Command): { id: string; number: bigint } {
  const { session } = command;
  if (session?.txnNumber === undefined) {
    throw new ServerError(ErrorCode.InvalidOptions, 'a transaction needs lsid and txnNumber');
  }
  return { id: session.id, number: session.txnNumber };
}

function noSuchTransaction(number: bigint): ServerError {
  return new ServerError(
    ErrorCode.NoSuchTransaction,
    `Given transaction number ${number} does not match any in-progress transactions`,
    {
      labels: [TRANSIENT],
    },
  );
}

function writeConflict(cause: unknown): ServerError {
  return new ServerError(ErrorCode.WriteConflict, `Write conflict: ${(cause as Error).message}`, {
    labels: [TRANSIENT],
  });
}
