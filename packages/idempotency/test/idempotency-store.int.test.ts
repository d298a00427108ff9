import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import { Bus, createOutboxCollection, Outbox } from '@chowk/messaging';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { created, type DataReply } from '@chowk/runtime/http';
import { quietLogger, storeAddresses, testDatabase, uniqueName } from '@chowk/testing';
import { createIdempotencyCollection, IdempotencyStore } from '../src/index.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let bus: Bus;
let outbox: Outbox;
let store: IdempotencyStore;

beforeAll(async () => {
  database = await testDatabase();
  await createOutboxCollection(database.connection);
  await createIdempotencyCollection(database.connection);
  await database.connection.createCollection('things');
  bus = await Bus.connect({
    url: storeAddresses().rabbitmqUrl,
    prefix: uniqueName('idem'),
    logger: quietLogger(),
    retryDelaysMs: [10],
  });
  outbox = new Outbox({ connection: database.connection, bus, source: 'test', logger: quietLogger() });
  store = new IdempotencyStore({ connection: database.connection, outbox, lockMs: 600 });
});
afterEach(() => armFailpoints(''));
afterAll(async () => {
  await outbox.stop();
  await bus.stop();
  await database.drop();
});

const things = () => database.connection.collection<{ _id: string; key: string }>('things');
const request = (key: string, requestHash = 'h1') => ({ scope: 'usr_1 post /things', key, requestHash });
const make = (key: string, hash?: string) =>
  store.once(request(key, hash), 'thg', async (tx, id) => {
    await things().insertOne({ _id: id, key }, { session: tx.session });
    return created({ thing: { id } }, { message: 'made' });
  });

test('the same key and body is the first answer again, marked as replayed, and one effect', async () => {
  const first = await make('a');
  const again = await make('a');
  expect(again).toEqual({ ...first, headers: { 'Idempotency-Replayed': 'true' } });
  expect(await things().countDocuments({ key: 'a' })).toBe(1);
});

test('the answer is kept as the JSON that went out, and what the release before kept is answered as it was', async () => {
  const at = new Date('2026-01-15T10:00:00Z');
  const answer = () =>
    store.once(request('json'), 'thg', async () => created({ at, none: undefined, list: [1, null] }));
  const json = '{"at":"2026-01-15T10:00:00.000Z","list":[1,null]}';
  expect(await answer()).toMatchObject({ status: 201, written: { json }, data: { at } });
  expect(await answer()).toMatchObject({ status: 201, written: { json }, data: JSON.parse(json) });
  const rows = database.connection.collection<{ _id: string }>('idempotency_keys');
  const { scope, key } = request('json');
  const earlier = { status: 201, data: { at: 'then' } };
  await rows.updateOne({ _id: `${scope} ${key}` }, { $set: { reply: earlier } });
  const replayed = await answer();
  expect(replayed).toMatchObject({ ...earlier, headers: { 'Idempotency-Replayed': 'true' } });
  expect(replayed).not.toHaveProperty('written');
});

test('the same key with another body is refused', async () => {
  await make('b');
  await expect(make('b', 'h2')).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
});

test('of 50 at once one runs; the others are told to come back or get its answer', async () => {
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => make('c')));
  const ids = results.flatMap((r) =>
    r.status === 'fulfilled' ? [(r.value.data as { thing: { id: string } }).thing.id] : [],
  );
  const refusals = results.flatMap((r) => (r.status === 'rejected' ? [r.reason as AppError] : []));
  expect(new Set(ids).size).toBe(1);
  expect(
    refusals.every(({ code, retryAfter }) => code === 'IDEMPOTENCY_IN_PROGRESS' && retryAfter === 1),
  ).toBe(true);
  expect(await things().countDocuments({ key: 'c' })).toBe(1);
});

test('a refusal is an answer: the same key is refused alike without running again', async () => {
  let runs = 0;
  const refuse = () =>
    store.once(request('d'), 'thg', async () => {
      runs += 1;
      throw new AppError('INSUFFICIENT_FUNDS', { details: [{ needed: 5 }] });
    });
  await expect(refuse()).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  await expect(refuse()).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS', details: [{ needed: 5 }] });
  expect(runs).toBe(1);
});

test('a failure of ours is not an answer: the next attempt runs, with the same resource id', async () => {
  const ids: string[] = [];
  const attempt = (work: () => DataReply) =>
    store.resumable(request('e'), 'ord', async (id) => {
      ids.push(id);
      return work();
    });
  await expect(
    attempt(() => {
      throw new AppError('UPSTREAM_UNAVAILABLE');
    }),
  ).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  await attempt(() => created({ order: 1 }));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^ord_/);
});

test.each(['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'SERVER_ERROR'] as const)(
  '%s is no answer to keep: the key runs again, and then is answered',
  async (code) => {
    const key = `moment-${code}`;
    await expect(
      store.once(request(key), 'thg', async () => {
        throw new AppError(code);
      }),
    ).rejects.toMatchObject({ code });
    expect((await make(key)).status).toBe(201);
    expect((await make(key)).headers).toEqual({ 'Idempotency-Replayed': 'true' });
  },
);

test('the key of a request that died is taken over when its lock has ended, not before', async () => {
  const row = {
    _id: 'usr_1 post /things f',
    requestHash: 'h1',
    state: 'running',
    holder: 'dead',
    resourceId: 'thg_dead',
    createdAt: new Date(),
  };
  await database.connection
    .collection<typeof row & { lockedUntil: Date }>('idempotency_keys')
    .insertOne({ ...row, lockedUntil: new Date(Date.now() + 300) });
  await expect(make('f')).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  await sleep(350);
  expect((await make('f')).data).toEqual({ thing: { id: 'thg_dead' } });
});

test('whether a lock has ended is told by the clock that replicas share, not by their own', async () => {
  let storeMs = Date.now() - 3_600_000;
  const replica = () =>
    new IdempotencyStore({
      connection: database.connection,
      outbox,
      lockMs: 600_000,
      clock: () => new Date(storeMs),
    });
  const release = Promise.withResolvers<void>();
  const first = replica().resumable(request('clock'), 'ord', async (id) => {
    await release.promise;
    return created({ id });
  });
  await sleep(50);
  storeMs += 599_000;
  const second = () => replica().resumable(request('clock'), 'ord', async (id) => created({ id }));
  await expect(second()).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  storeMs += 1_000;
  expect((await second()).status).toBe(201);
  release.resolve();
  await expect(first).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
});

test('work that takes longer than the lock keeps it', async () => {
  const slow = store.resumable(request('g'), 'ord', async (id) => {
    await sleep(1500);
    return created({ id });
  });
  await sleep(1000);
  await expect(store.resumable(request('g'), 'ord', async () => created({}))).rejects.toMatchObject({
    code: 'IDEMPOTENCY_IN_PROGRESS',
  });
  expect((await slow).status).toBe(201);
});

test('one who lost the key to another cannot leave an effect', async () => {
  const late = store.once(request('h'), 'thg', async (tx, id) => {
    await things().insertOne({ _id: id, key: 'h' }, { session: tx.session });
    await database.connection
      .collection<{ _id: string; holder: string }>('idempotency_keys')
      .updateOne({ _id: 'usr_1 post /things h' }, { $set: { holder: 'other' } });
    return created({});
  });
  await expect(late).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  expect(await things().countDocuments({ key: 'h' })).toBe(0);
});

test('when the process fails right after the commit, the answer is there for the retry', async () => {
  armFailpoints('test.outbox.committed=error');
  const effect = async (tx: Parameters<Parameters<IdempotencyStore['once']>[2]>[0], id: string) => {
    await things().insertOne({ _id: id, key: 'i' }, { session: tx.session });
    tx.emit('userRegistered', id, { userId: id, registeredAt: new Date().toISOString() }, { version: 1 });
    return created({ id });
  };
  await expect(store.once(request('i'), 'thg', effect)).rejects.toThrow('failpoint');
  armFailpoints('');
  const again = await store.once(request('i'), 'thg', effect);
  expect(again.headers).toEqual({ 'Idempotency-Replayed': 'true' });
  expect(await things().countDocuments({ key: 'i' })).toBe(1);
});

test('without a key every request has its effect', async () => {
  const run = () => store.once(undefined, 'thg', async (_tx, id) => created({ id }));
  expect((await run()).data).not.toEqual((await run()).data);
});
