import { join } from 'node:path';
import {
  createTestKeys,
  spawnProcess,
  spawnService,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
} from '@chowk/testing';

/** CHAOS=1 takes a minute and a half, and the lock as it is by default. */
const [MIGRATION_MS, LOCK_MS] = process.env['CHAOS'] ? [90_000, 30_000] : [4_000, 2_000];

const keys = createTestKeys();
const main = join(import.meta.dirname, 'slow-migration.process.ts');
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());
const env = () => ({
  ...testEnv('orders', keys, database.name, uniqueName('start')),
  MIGRATION_LOCK_MS: String(LOCK_MS),
});
const runs = () =>
  database.connection
    .collection('runs')
    .find({}, { projection: { _id: 0 } })
    .toArray();

test(
  'a migration longer than its lock runs once, while three replicas wait alive for it',
  async () => {
    const failpoints = `orders.migration.slow=sleep:${MIGRATION_MS}`;
    const readyWithinMs = MIGRATION_MS + 60_000;
    const starting = [1, 2, 3].map(() => spawnService({ main, env: env(), failpoints, readyWithinMs }));
    await until('one migrates', async () => (await runs()).length > 0, 30_000);
    const replicas = await Promise.all(starting);
    const found = await runs();
    expect(found).toEqual([{ pid: expect.any(Number), state: 'done' }]);
    expect(replicas.map(({ child }) => child.pid)).toContain(found[0]!['pid']);
    expect(await Promise.all(replicas.map((replica) => replica.stop()))).toEqual([0, 0, 0]);
  },
  MIGRATION_MS + 120_000,
);

test('who dies while it migrates is followed by another, once its lock has run out', async () => {
  const mortal = spawnProcess({ main, env: env(), failpoints: 'orders.migration.slow=kill' });
  expect(await mortal.exit).toBe('SIGKILL');
  const next = await spawnService({ main, env: env(), readyWithinMs: LOCK_MS + 30_000 });
  expect((await runs()).map(({ state }) => state as unknown)).toEqual(['begun', 'done']);
  expect((await testClient(next.url).get('/readyz')).status).toBe(200);
  await next.stop();
}, 120_000);
