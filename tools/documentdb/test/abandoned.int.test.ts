import mongoose from 'mongoose';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialize, UUID, type Binary, Long } from 'bson';
import { START_TIMEOUT_MS, startTemporaryEngine, type TemporaryEngine } from './temporary-engine.ts';

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

const LIFETIME_MS = 3_000;
const TRANSACTIONS = 4;

let engine: TemporaryEngine;
let client: Client;

beforeAll(async () => {
  engine = await startTemporaryEngine({
    transactions: TRANSACTIONS,
    connections: 4,
    transactionLifetimeMs: LIFETIME_MS,
    cursorIdleMs: 500,
  });
  client = await MongoClient.connect(engine.uri, { maxPoolSize: 100 });
}, START_TIMEOUT_MS);

afterAll(async () => {
  await client.close();
  await engine.remove();
});

type Thing = { _id: number; n?: number };
const things = (name: string) => client.db('abandoned').collection<Thing>(name);

/** A client that speaks the protocol by hand, so that it can leave in the middle. */
async function connectRaw(): Promise<Socket> {
  const socket = createConnection(Number(new URL(engine.uri).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

function message(command: object): Buffer {
  const body = serialize(command);
  const header = Buffer.alloc(21);
  header.writeInt32LE(21 + body.length, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, body]);
}

const inTransaction = (sessionId: Binary, more: object = {}) => ({
  $db: 'abandoned',
  lsid: { id: sessionId },
  txnNumber: Long.fromNumber(1),
  autocommit: false,
  ...more,
});

test('when a connection drops in the middle of a transaction, its locks are free at once', async () => {
  const collection = things('dropped');
  await collection.insertOne({ _id: 1, n: 0 });
  const socket = await connectRaw();
  const begin = { update: 'dropped', updates: [{ q: { _id: 1 }, u: { $set: { n: 99 } } }] };
  socket.write(message({ ...begin, ...inTransaction(new UUID().toBinary(), { startTransaction: true }) }));
  await new Promise((resolve) => socket.once('data', resolve));
  const started = Date.now();
  socket.destroy();
  await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
  expect(Date.now() - started).toBeLessThan(LIFETIME_MS / 2);
  expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 1 });
});

test('when a connection drops while its transaction waits for a lock, nobody waits for it', async () => {
  const collection = things('waiting');
  await collection.insertOne({ _id: 1, n: 0 });
  const holder = client.startSession();
  holder.startTransaction();
  await collection.updateOne({ _id: 1 }, { $set: { n: 1 } }, { session: holder });
  const sockets = await Promise.all(Array.from({ length: TRANSACTIONS - 1 }, connectRaw));
  for (const socket of sockets) {
    const blocked = { update: 'waiting', updates: [{ q: { _id: 1 }, u: { $set: { n: 99 } } }] };
    socket.write(
      message({ ...blocked, ...inTransaction(new UUID().toBinary(), { startTransaction: true }) }),
    );
  }
  await sleep(200);
  for (const socket of sockets) socket.destroy();
  const started = Date.now();
  const other = client.startSession();
  await other.withTransaction(() => things('elsewhere').insertOne({ _id: 1 }, { session: other }));
  await other.endSession();
  expect(Date.now() - started).toBeLessThan(LIFETIME_MS / 2);
  await holder.abortTransaction();
  await holder.endSession();
  expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 0 });
});

test('transactions that nobody ends are rolled back after their time, though everybody waits for their locks', async () => {
  const collection = things('forgotten');
  await collection.insertMany(Array.from({ length: TRANSACTIONS }, (_, _id) => ({ _id, n: 0 })));
  const sessions = Array.from({ length: TRANSACTIONS }, () => client.startSession());
  for (const [_id, session] of sessions.entries()) {
    session.startTransaction();
    await collection.updateOne({ _id }, { $set: { n: 99 } }, { session });
  }
  const waiting = Array.from({ length: 30 }, (_, i) =>
    collection.updateOne({ _id: i % TRANSACTIONS }, { $inc: { n: 1 } }),
  );
  const queued = client.startSession();
  await Promise.all([
    ...waiting,
    queued.withTransaction(() => things('elsewhere').insertOne({ _id: 2 }, { session: queued })),
  ]);
  const sum = (await collection.find().toArray()).reduce((total, thing) => total + (thing.n ?? 0), 0);
  expect(sum).toBe(30);
  await expect(sessions[0]!.commitTransaction()).rejects.toMatchObject({ code: 251 });
  await Promise.all([...sessions, queued].map((session) => session.endSession()));
});

test('many more transactions than there is room for all get their turn', async () => {
  const collection = things('queue');
  await Promise.all(
    Array.from({ length: 40 }, (_, _id) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await collection.insertOne({ _id }, { session });
          await sleep(5);
        }),
      ),
    ),
  );
  expect(await collection.countDocuments()).toBe(40);
});

test('cursors that nobody reads on keep nobody waiting and are forgotten', async () => {
  const collection = things('cursors');
  await collection.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id, n: _id % 7 })));
  const cursors = Array.from({ length: 60 }, () => collection.find().sort({ n: 1 }).batchSize(10));
  for (const cursor of cursors) await cursor.next();
  expect(await collection.countDocuments()).toBe(1000);
  await sleep(1_500);
  await expect(cursors[0]!.toArray()).rejects.toMatchObject({ code: 43 });
  await Promise.all(cursors.map((cursor) => cursor.close()));
});

test('a write that is sent again with the same number, on another connection, happens once', async () => {
  await things('retried').insertOne({ _id: 1, n: 0 });
  const update = {
    update: 'retried',
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
    $db: 'abandoned',
    lsid: { id: new UUID().toBinary() },
    txnNumber: Long.fromNumber(1),
  };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const socket = await connectRaw();
    socket.write(message(update));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.destroy();
  }
  expect(await things('retried').findOne({ _id: 1 })).toMatchObject({ n: 1 });
});

test('bytes that are not the protocol close their connection and no other', async () => {
  const socket = await connectRaw();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
  await closed;
  expect(await things('queue').countDocuments()).toBe(40);
});
