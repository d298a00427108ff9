import type pg from 'pg';
import type { Command } from './command.ts';
import { type Database, firstRow } from './database.ts';
import { log } from './log.ts';
import { isConflict, isConnectionLoss } from './engine-error.ts';
import { ErrorCode, ServerError, TRANSIENT } from './server-error.ts';
import { noSuchTransaction, unknownOutcome, writeConflict } from './transaction-errors.ts';

type TransactionOptions = {
  /** Connections kept for transactions alone, so that other commands (and a commit) always find a free one. */
  pool: pg.Pool;
  /**
   * Cancels statements. A connection of its own, for all others may be waiting for the very lock that the
   * cancelled transaction holds.
   */
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
  /** A cancellation on its way: the connection must not go to the next transaction before it has arrived. */
  cancelling: Promise<void> | undefined;
};

type Ended = { number: bigint; outcome: 'done' | 'unknown' };

/** Commits are remembered for sessions that ask again after a lost answer; the oldest are forgotten first. */
const REMEMBERED_COMMITS = 10_000;

/**
 * The transactions of all sessions. Each has a database connection to itself, from its first command until it
 * commits, aborts, fails, outlives its time or loses its client: every one of these gives the connection back.
 */
export class Transactions {
  readonly #options: TransactionOptions;
  readonly #open = new Map<string, Transaction>();
  readonly #ended = new Map<string, Ended>();

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
        if (transaction.cancelling) throw noSuchTransaction(number);
        throw isConflict(error) || isConnectionLoss(error) ? writeConflict(error) : error;
      }
    });
  }

  /**
   * Commits. Asked again after a success it succeeds again. Throws ServerError 251 (NoSuchTransaction), and 8
   * (UnknownError) when the engine went away during the commit, so that nobody can say whether it happened.
   */
  async commit(command: Command): Promise<void> {
    const { id, number } = identify(command);
    const transaction = this.#open.get(id);
    if (transaction?.number !== number) {
      const ended = this.#ended.get(id);
      if (ended?.number !== number) throw noSuchTransaction(number);
      if (ended.outcome === 'unknown') throw unknownOutcome();
      return;
    }
    await this.#inTurn(transaction, async () => {
      if (!transaction.open) throw noSuchTransaction(number);
      const outcome = await this.#finish(id, transaction, 'COMMIT');
      if (outcome === 'refused') throw noSuchTransaction(number);
      this.#remember(id, { number, outcome });
      if (outcome === 'unknown') throw unknownOutcome();
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
        this.#ended.delete(id);
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

  #begin(id: string, number: bigint, connection: object): Transaction {
    const previous = this.#open.get(id);
    if (previous) {
      if (previous.number >= number) {
        throw new ServerError(
          ErrorCode.TransactionTooOld,
          `transaction ${number} is not newer than the session's open one`,
        );
      }
      void this.#rollback(id, previous, { cancel: true });
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
      cancelling: undefined,
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
    if (options.cancel) await (transaction.cancelling ??= this.#cancelRunning(transaction));
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

  /** Ends a transaction and gives its connection back, and says what became of it. */
  async #finish(
    id: string,
    transaction: Transaction,
    how: 'COMMIT' | 'ROLLBACK',
  ): Promise<'done' | 'refused' | 'unknown'> {
    transaction.open = false;
    clearTimeout(transaction.expiry);
    if (this.#open.get(id) === transaction) this.#open.delete(id);
    let client: pg.PoolClient;
    try {
      client = await transaction.client;
    } catch {
      return 'refused'; // There never was a connection, and who asked for it has been told.
    }
    await transaction.cancelling;
    try {
      // PostgreSQL answers COMMIT of a failed transaction with success and the word ROLLBACK.
      const { command } = await client.query(how);
      client.release();
      return command === how ? 'done' : 'refused';
    } catch (error) {
      client.release(true);
      log('warn', `${how} failed`, { error: (error as Error).message });
      return isConnectionLoss(error) ? 'unknown' : 'refused';
    }
  }

  #remember(id: string, ended: Ended): void {
    this.#ended.delete(id);
    this.#ended.set(id, ended);
    if (this.#ended.size <= REMEMBERED_COMMITS) return;
    const [oldest] = this.#ended.keys();
    if (oldest !== undefined) this.#ended.delete(oldest);
  }
}

function identify(command: Command): { id: string; number: bigint } {
  const { session } = command;
  if (session?.txnNumber === undefined) {
    throw new ServerError(ErrorCode.InvalidOptions, 'a transaction needs lsid and txnNumber');
  }
  return { id: session.id, number: session.txnNumber };
}
