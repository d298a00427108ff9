import pg from 'pg';
import { log } from './log.ts';

export type Statement = { name: string; text: string };
export type Parameter = Buffer | string | boolean | bigint | number | null;
/** One column of a result, as PostgreSQL writes it in text. */
export type Column = string | null;

/** Something a statement can run on: any free connection, or the one connection of a transaction. */
export type Database = {
  /** Runs a prepared statement and returns its first row. */
  first(statement: Statement, parameters: Parameter[]): Promise<Column[]>;
};

type PoolOptions = { host: string; port: number; connections: number; queueTimeoutMs?: number };

const RAW: pg.CustomTypesConfig = { getTypeParser: () => (value: string) => value };
const BSON_PREFIX = 'BSONHEX';

/** The bytes of a BSON column. node-postgres reads results as text only, and the engine writes BSON in hexadecimal. */
export function bsonColumn(column: Column | undefined): Buffer {
  if (!column?.startsWith(BSON_PREFIX))
    throw new Error('the engine answered with something that is not BSON');
  return Buffer.from(column.slice(BSON_PREFIX.length), 'hex');
}

/** Whether a boolean column is true. */
export function booleanColumn(column: Column | undefined): boolean {
  return column === 't';
}

/** Opens a pool of connections to the engine over its Unix socket. */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    host: options.host,
    port: options.port,
    user: 'postgres',
    database: 'postgres',
    max: options.connections,
    // A connection loads the engine's libraries when first used, which costs more than keeping it.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: options.queueTimeoutMs ?? 0,
  });
  pool.on('error', (error) => log('warn', 'an idle database connection failed', { error: error.message }));
  return pool;
}

/** Runs a prepared statement on a connection or pool and returns its first row. */
export async function firstRow(
  on: pg.Pool | pg.ClientBase,
  statement: Statement,
  parameters: Parameter[],
): Promise<Column[]> {
  const result = await on.query<Column[]>({
    name: statement.name,
    text: statement.text,
    values: parameters,
    rowMode: 'array',
    types: RAW,
  });
  const [row] = result.rows;
  if (!row) throw new Error(`the engine gave no row for ${statement.name}`);
  return row;
}
