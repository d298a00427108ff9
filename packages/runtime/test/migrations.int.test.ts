import { setTimeout as sleep } from 'node:timers/promises';
import { storeAddresses, testDatabase } from '@chowk/testing';
import {
  connectMongo,
  isDuplicateKey,
  checkMongo,
  runMigrations,
  type Migration,
} from '../src/mongo/index.ts';

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

test('a migration longer than the lock runs once and alone, however many replicas wait for it', async () => {
  const uri = storeAddresses().mongodbUri;
  const replicas = await Promise.all(
    [1, 2, 3].map(() => connectMongo({ uri, database: database.name, poolSize: 4 })),
  );
  let running = 0;
  const ran: string[] = [];
  const step = (id: string, ms: number): Migration => ({
    id,
    up: async () => {
      running += 1;
      ran.push(`${id} beside ${running - 1}`);
      await sleep(ms);
      running -= 1;
    },
  });
  // Seconds, since a busy store must not make a holder miss its renewals.
  const migrations = [step('0020-backfill', 4_500), step('0021-index', 10)];
  await Promise.all(replicas.map((replica) => runMigrations(replica, migrations, { lockMs: 3_000 })));
  expect(ran).toEqual(['0020-backfill beside 0', '0021-index beside 0']);
  expect(
    await database.connection.collection('migrations').findOne({ holder: { $exists: true } }),
  ).toBeNull();
  await Promise.all(replicas.map((replica) => replica.close()));
});

test('who lost the lock leaves the new holder its lock, and starts no further migration beside it', async () => {
  const rows = database.connection.collection<{ _id: string; holder: string; until: Date }>('migrations');
  const theirs = { holder: 'somebody else', until: new Date(Date.now() + 1_500) };
  let lockAfterwards: unknown;
  const migrations: Migration[] = [
    {
      id: '0030-stood-still',
      up: async () => {
        await rows.updateOne({ _id: 'lock' }, { $set: theirs });
        // Long enough for a renewal to find out.
        await sleep(400);
      },
    },
    {
      id: '0031-next',
      up: async () => {
        lockAfterwards = new Date();
      },
    },
  ];
  const seen: unknown[] = [];
  const looking = setInterval(
    () => void rows.findOne({ _id: 'lock' }).then((row) => seen.push(row?.holder)),
    50,
  );
  await runMigrations(database.connection, migrations, { lockMs: 600 });
  clearInterval(looking);
  expect(seen).toContain('somebody else');
  expect((lockAfterwards as Date).getTime()).toBeGreaterThanOrEqual(theirs.until.getTime() - 50);
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
  await checkMongo(database.connection);
});
