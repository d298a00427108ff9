import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection, mongo } from 'mongoose';
import { currentRequest } from '../telemetry/request-context.ts';

/** Where the driver's Collection takes its options, by method. */
const OPTIONS_AT = {
  aggregate: 1,
  bulkWrite: 1,
  countDocuments: 1,
  createIndex: 1,
  createIndexes: 1,
  deleteMany: 1,
  deleteOne: 1,
  distinct: 2,
  drop: 0,
  dropIndex: 1,
  dropIndexes: 0,
  estimatedDocumentCount: 0,
  find: 1,
  findOne: 1,
  findOneAndDelete: 1,
  findOneAndReplace: 2,
  findOneAndUpdate: 2,
  indexes: 0,
  insertMany: 1,
  insertOne: 1,
  listIndexes: 0,
  rename: 1,
  replaceOne: 2,
  updateMany: 2,
  updateOne: 2,
} as const satisfies Partial<Record<keyof mongo.Collection, number>>;

/** Longest wait in ms for the end of a transaction that failed. Whether it is heard or not, it has failed. */
const ABORT_MS = 1_000;

type Options = Record<string, unknown> & { session?: mongo.ClientSession };

const ownLimits = new AsyncLocalStorage<number>();

/**
 * Gives the database operations of some work a limit of their own, in ms, in place of the setting and of the
 * request's deadline; 0 is no limit. For work that knows better, such as a migration that builds an index.
 */
export const withOperationLimit = <T>(ms: number, work: () => T): T => ownLimits.run(ms, work);

/**
 * Bounds every operation and transaction of a connection, by the driver's own deadlines (`timeoutMS`, the
 * CSOT specification): within a request by what is left of its deadline, and by `maxMs` in any case. Whoever
 * waits for a connection when its caller leaves drops out.
 *
 * The driver knows a limit per client, operation and session, but nothing that follows a request. So this
 * adds the options to each call below mongoose, the one place that everything passes.
 */
export function limitOperations(connection: Connection, maxMs: number): void {
  const db = connection.db!;
  const open = db.collection.bind(db);
  db.collection = <Document extends mongo.BSON.Document>(
    name: string,
    options?: mongo.CollectionOptions,
  ): mongo.Collection<Document> => limited(open<Document>(name, options), maxMs);

  const startSession = connection.startSession.bind(connection);
  connection.startSession = async (options) => {
    // A transaction has one limit for all of it, its repeats included; its operations take part in that.
    const session = await startSession({ defaultTimeoutMS: limitMs(maxMs), ...options });
    const abort = session.abortTransaction.bind(session);
    // The driver gives the farewell of a transaction that ran out of time the whole time once more.
    session.abortTransaction = () => abort({ timeoutMS: ABORT_MS });
    return session;
  };
}

/** What is left for an operation that begins now, in ms; 0 is no limit. */
function limitMs(maxMs: number): number {
  const own = ownLimits.getStore();
  if (own !== undefined) return own;
  const deadline = currentRequest()?.deadline;
  if (deadline === undefined) return maxMs;
  // One that comes too late fails like one that ran out of time: 0 would be no limit, and less is refused.
  return Math.max(1, Math.min(maxMs, deadline - Date.now()));
}

function limited<Document extends mongo.BSON.Document>(
  collection: mongo.Collection<Document>,
  maxMs: number,
): mongo.Collection<Document> {
  type Method = (...args: unknown[]) => unknown;
  const methods = collection as unknown as Record<string, Method>;
  // The client's limit, which insertMany and bulkWrite hand themselves as their own: in a transaction they would
  // refuse it (driver 7.6).
  Object.defineProperty(collection, 'timeoutMS', { value: undefined });
  for (const [name, at] of Object.entries(OPTIONS_AT)) {
    const call = methods[name]!.bind(collection);
    const isCursor = name === 'find' || name === 'aggregate';
    methods[name] = (...args) => {
      args[at] = withLimits(args[at] as Options | undefined, maxMs, isCursor);
      return call(...args);
    };
  }
  return collection;
}

function withLimits(options: Options | undefined, maxMs: number, isCursor: boolean): Options {
  const request = currentRequest();
  const added: Options = { ...options };
  if (request?.signal) added['signal'] ??= request.signal;
  // In a transaction the session has the limit, and the driver refuses a second one. Some methods call others
  // of the same collection, and come by here twice.
  if (options?.session?.inTransaction() || options?.['timeoutMS'] !== undefined) return added;
  added['timeoutMS'] = limitMs(maxMs);
  // A request ends with its deadline; a stream in the background may go on as long as each part is in time.
  if (isCursor && request?.deadline === undefined) added['timeoutMode'] ??= 'iteration';
  return added;
}
