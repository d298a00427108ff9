import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '@chowk/testing';
import { isDuplicateKey, pingMongo, runMigrations, type Migration } from '../src/mongo/index.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('replicas that start together migrate once, in order; what is new runs later', async () => {
  const ran: string[] = [];
  const step = (id: string): Migration => ({
    id,
    up: async () => {
      ran.push(id);
      await sleep(50);
    },
  });
  await Promise.all(
    Array.from({ length: 5 }, () => runMigrations(database.connection, [step('0001-a'), step('0002-b')])),
  );
  expect(ran).toEqual(['0001-a', '0002-b']);
  await runMigrations(database.connection, [step('0001-a'), step('0002-b'), step('0003-c')]);
  expect(ran).toEqual(['0001-a', '0002-b', '0003-c']);
});

test('a migration that failed is tried again at the next start and holds no lock', async () => {
  let broken = true;
  const migration: Migration = {
    id: '0009-flaky',
    up: async () => {
      if (broken) throw new Error('disk full');
    },
  };
  await expect(runMigrations(database.connection, [migration])).rejects.toThrow('disk full');
  broken = false;
  await runMigrations(database.connection, [migration]);
  expect(
    await database.connection.collection<{ _id: string }>('migrations').findOne({ _id: '0009-flaky' }),
  ).not.toBeNull();
});

test('the lock of a process that died is taken over', async () => {
  const rows = database.connection.collection<{ _id: string; until: Date }>('migrations');
  await rows.insertOne({ _id: 'lock', until: new Date(Date.now() + 200) });
  await runMigrations(database.connection, [{ id: '0010-late', up: async () => undefined }]);
  expect(await rows.findOne({ _id: 'lock' })).toBeNull();
});

test('a duplicate key is known as such, and a living database answers', async () => {
  const rows = database.connection.collection<{ _id: string }>('dup');
  await rows.insertOne({ _id: 'a' });
  const error: unknown = await rows.insertOne({ _id: 'a' }).catch((thrown: unknown) => thrown);
  expect(isDuplicateKey(error)).toBe(true);
  expect(isDuplicateKey(new Error('x'))).toBe(false);
  await pingMongo(database.connection);
});
