import mongoose, { type Connection } from 'mongoose';
import { limitOperations } from './operation-limits.ts';

/** How often the driver looks at a server that is idle; two misses in a row, and it counts as gone. */
const HEARTBEAT_MS = 5_000;
/** Longest time in ms for a new connection, and for the answer to a heartbeat. */
const CONNECT_MS = 5_000;

interface MongoOptions {
  uri: string;
  database: string;
  poolSize: number;
  /** Longest time in ms of an operation or transaction, where its request does not end sooner; 30 s unless said. */
  timeoutMs?: number;
  /** Longest wait in ms for a server and a free connection to it; 2 s unless said. */
  waitMs?: number;
}

/**
 * Opens a service's own database. Concerns are set here and not left to defaults: an acknowledged write is
 * on a majority, and reads see only such writes. Every operation ends in time, see `limitOperations`.
 * @throws MongooseServerSelectionError when no server answers within `waitMs`.
 */
export async function connectMongo(options: MongoOptions): Promise<Connection> {
  const { timeoutMs = 30_000, waitMs = 2_000 } = options;
  const connection = mongoose.createConnection(options.uri, {
    dbName: options.database,
    maxPoolSize: options.poolSize,
    // Otherwise the driver writes undefined as null.
    ignoreUndefined: true,
    autoIndex: false,
    autoCreate: false,
    // What the database is away for, the driver waits for; mongoose would do so a second time, for ten seconds.
    bufferCommands: false,
    // With timeoutMS, server selection and the wait in the pool share this one, and waitQueueTimeoutMS is moot.
    serverSelectionTimeoutMS: waitMs,
    timeoutMS: timeoutMs,
    connectTimeoutMS: CONNECT_MS,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    w: 'majority',
    readConcernLevel: 'majority',
  });
  await connection.asPromise();
  limitOperations(connection, timeoutMs);
  return connection;
}

/**
 * Rejects when the driver's monitoring has lost the database. For readiness: it asks nobody, so it waits for
 * no connection of a full pool.
 */
export async function checkMongo(connection: Connection): Promise<void> {
  if (connection.readyState !== mongoose.STATES.connected) throw new Error('the database does not answer');
}

/** A duplicate key (E11000), whatever driver class wraps it. */
export const isDuplicateKey = (error: unknown): boolean =>
  error !== null && typeof error === 'object' && 'code' in error && error.code === 11000;
