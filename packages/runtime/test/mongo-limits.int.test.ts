import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@chowk/contracts/errors';
import {
  mongoUriThrough,
  startTcpProxy,
  storeAddresses,
  testDatabase,
  until,
  type TcpProxy,
} from '@chowk/testing';
import { mongo, type Connection } from 'mongoose';
import {
  checkMongo,
  connectMongo,
  defineModel,
  documentSchema,
  text,
  withOperationLimit,
} from '../src/mongo/index.ts';
import { databaseFailure } from '../src/mongo/failures.ts';
import { CallerLeftError, withRequestContext } from '../src/telemetry/index.ts';

const thingModel = defineModel('Thing', documentSchema<{ _id: string }>('things', { _id: text }));
/** Longest an operation may take here outside of requests. */
const TIMEOUT_MS = 1_500;
const WAIT_MS = 400;
/** What a busy machine may take on top, and the farewell of a transaction. */
const SLACK_MS = 1_100;

let database: Awaited<ReturnType<typeof testDatabase>>;
let line: TcpProxy;
let connection: Connection;

beforeAll(async () => {
  database = await testDatabase();
  await thingModel(database.connection).createCollection();
  await thingModel(database.connection).insertMany([{ _id: 'a' }, { _id: 'b' }]);
});
beforeEach(async () => {
  line = await startTcpProxy({ to: new URL(storeAddresses().mongodbUri).host });
  connection = await connectMongo({
    uri: mongoUriThrough(line),
    database: database.name,
    poolSize: 1,
    timeoutMs: TIMEOUT_MS,
    waitMs: WAIT_MS,
  });
});
afterEach(async () => {
  line.heal();
  await connection.close();
  await line.stop();
});
afterAll(() => database.drop());

/** How a piece of work failed, and after how many ms. */
async function failureOf(work: () => Promise<unknown>): Promise<{ code: string; ms: number }> {
  const begun = performance.now();
  const error: unknown = await work().then(
    () => 'no failure',
    (thrown: unknown) => thrown,
  );
  const failure = databaseFailure(error);
  return { code: isAppError(failure) ? failure.code : String(error), ms: performance.now() - begun };
}
const within = (ms: number, work: () => Promise<unknown>) =>
  withRequestContext({ requestId: 'req_1', deadline: Date.now() + ms }, work);

const raw = () => connection.collection<{ _id: string }>('things');
async function inTransaction(
  work: (session: Awaited<ReturnType<Connection['startSession']>>) => Promise<unknown>,
) {
  const session = await connection.startSession();
  try {
    await session.withTransaction(() => work(session));
  } finally {
    await session.endSession();
  }
}
const operations: Array<[string, () => Promise<unknown>]> = [
  // Queries of mongoose begin when they are awaited: hence the async functions.
  ['a query of a model', async () => await thingModel(connection).findOne({ _id: 'a' }).lean()],
  ['a query of a collection', () => raw().find().toArray()],
  ['an aggregate', async () => await thingModel(connection).aggregate([{ $match: {} }])],
  ['a count', async () => await thingModel(connection).countDocuments()],
  ['an insert', () => thingModel(connection).create({ _id: `new ${Math.random()}` })],
  ['an update', () => raw().updateOne({ _id: 'a' }, { $set: { _id: 'a' } })],
  [
    'a transaction',
    () => inTransaction((session) => raw().updateOne({ _id: 'a' }, { $set: { at: 1 } }, { session })),
  ],
];

test.each(operations)('%s that the database holds back ends with its request', async (_what, operation) => {
  line.delay(5_000);
  const { code, ms } = await failureOf(() => within(300, operation));
  expect(code).toBe('UPSTREAM_TIMEOUT');
  expect(ms).toBeGreaterThan(200);
  expect(ms).toBeLessThan(300 + SLACK_MS);
});

test.each([operations[0]!, operations.at(-1)!])(
  'outside of a request the setting is the limit of %s',
  async (_what, operation) => {
    line.freeze();
    const { code, ms } = await failureOf(operation);
    expect(code).toBe('UPSTREAM_TIMEOUT');
    expect(ms).toBeGreaterThan(TIMEOUT_MS - 100);
    expect(ms).toBeLessThan(TIMEOUT_MS + SLACK_MS);
  },
);

test('many documents may be written in one transaction', async () => {
  await inTransaction(async (session) => {
    await raw().insertMany([{ _id: 'm1' }, { _id: 'm2' }], { session });
    await thingModel(connection).bulkWrite([{ deleteOne: { filter: { _id: 'm1' } } }], { session });
    await thingModel(connection).bulkSave([], { session });
  });
  expect(await raw().distinct('_id', { _id: /^m/ as unknown as string })).toEqual(['m2']);
});

test('a transaction that always conflicts is not repeated past the deadline', async () => {
  let tries = 0;
  const { code, ms } = await failureOf(() =>
    within(700, () =>
      inTransaction(async (session) => {
        tries += 1;
        await raw().updateOne({ _id: 'a' }, { $set: { at: tries } }, { session });
        const error = new mongo.MongoServerError({ message: 'a write conflict, each time' });
        error.addErrorLabel('TransientTransactionError');
        throw error;
      }),
    ),
  );
  expect(code).toBe('UPSTREAM_TIMEOUT');
  expect(ms).toBeLessThan(700 + SLACK_MS);
  expect(tries).toBeGreaterThan(1);
});

test('who finds no free connection in time is told to come back, and those under way go on', async () => {
  line.delay(500);
  const busy = raw().find({ _id: 'a' }).toArray();
  await sleep(20);
  const { code, ms } = await failureOf(() => thingModel(connection).find().lean());
  expect(code).toBe('OVERLOADED');
  expect(ms).toBeLessThan(WAIT_MS + SLACK_MS);
  expect(await busy).toHaveLength(1);
});

test('who waits for a connection drops out when his caller leaves, and is not worked for', async () => {
  line.delay(150);
  const busy = raw().find({ _id: 'a' }).toArray();
  await sleep(20);
  const caller = new AbortController();
  const begun = performance.now();
  const waiting = withRequestContext({ requestId: 'req_1', signal: caller.signal }, () =>
    raw().insertOne({ _id: 'for nobody' }),
  );
  waiting.catch(() => undefined);
  await sleep(30);
  caller.abort(new CallerLeftError());
  await expect(waiting).rejects.toThrow(CallerLeftError);
  expect(performance.now() - begun).toBeLessThan(250);
  await busy;
  line.heal();
  await sleep(100);
  expect(await raw().findOne({ _id: 'for nobody' })).toBeNull();
});

test('after a slow time everything works again', async () => {
  line.delay(5_000);
  await Promise.all(
    Array.from({ length: 12 }, () => failureOf(() => within(300, () => raw().find().toArray()))),
  );
  line.heal();
  await until('twelve in a row are answered', async () => {
    for (let i = 0; i < 12; i++) await raw().findOne({ _id: 'a' });
    return true;
  });
});

test('work with a limit of its own is not bound by the setting: a migration takes as long as it takes', async () => {
  line.delay(0.6 * TIMEOUT_MS);
  const found = await withOperationLimit(0, () => raw().find({ _id: 'a' }).toArray());
  expect(found).toHaveLength(1);
});

test('a stream in the background may take longer than one operation, a part of it may not', async () => {
  const names: string[] = [];
  for await (const { _id } of raw().find({ _id: { $in: ['a', 'b'] } }, { batchSize: 1 })) {
    names.push(_id);
    await sleep(0.6 * TIMEOUT_MS);
  }
  expect(names).toEqual(['a', 'b']);
});

test('a database that is away is UPSTREAM_UNAVAILABLE, and readiness knows without asking it', async () => {
  await checkMongo(connection);
  line.cut();
  expect((await failureOf(() => raw().find().toArray())).code).toBe('UPSTREAM_UNAVAILABLE');
  await until('it is known to be away', () =>
    checkMongo(connection).then(
      () => false,
      () => true,
    ),
  );
  const begun = performance.now();
  await expect(checkMongo(connection)).rejects.toThrow();
  expect(performance.now() - begun).toBeLessThan(100);
  line.heal();
  await until('it is back', () => checkMongo(connection).then(() => true));
});
