import mongoose, { type Connection } from 'mongoose';

/**
 * Opens a service's own database. Concerns are set here and not left to defaults: an acknowledged write is
 * on a majority, and reads see only such writes.
 * @throws MongooseServerSelectionError when no server answers within five seconds.
 */
export async function connectMongo(options: {
  uri: string;
  database: string;
  poolSize: number;
}): Promise<Connection> {
  const connection = mongoose.createConnection(options.uri, {
    dbName: options.database,
    maxPoolSize: options.poolSize,
    // Otherwise the driver writes undefined as null.
    ignoreUndefined: true,
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: 5_000,
    w: 'majority',
    readConcernLevel: 'majority',
  });
  return connection.asPromise();
}

/** Rejects when the database does not answer; for readiness. */
export async function pingMongo(connection: Connection): Promise<void> {
  await connection.db!.admin().ping();
}

/** The time of the server that writes go to: one clock for all who write. */
export async function mongoTime(connection: Connection): Promise<Date> {
  const { localTime } = await connection.db!.command({ hello: 1 });
  return localTime as Date;
}

/** A duplicate key (E11000), whatever driver class wraps it. */
export const isDuplicateKey = (error: unknown): boolean =>
  error !== null && typeof error === 'object' && 'code' in error && error.code === 11000;
