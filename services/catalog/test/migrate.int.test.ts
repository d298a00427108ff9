import { join } from 'node:path';
import {
  createTestKeys,
  spawnProcess,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
} from '@chowk/testing';

const fileOf = (name: string) => join(import.meta.dirname, '../src', name);
const keys = createTestKeys();
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('a seed refuses a database that is not migrated; a service waits, alive, for the migrate command', async () => {
  const env = testEnv('catalog', keys, database.name, uniqueName('mig'));
  const seed = spawnProcess({ main: fileOf('cli/seed.ts'), env });
  expect([await seed.exit, seed.output()]).toEqual([
    1,
    'The database of catalog lacks 0000-chassis: run its migrate command first, or start the service.\n',
  ]);
  expect(await database.connection.listCollections()).toEqual([]);

  const service = spawnProcess({ main: fileOf('main.ts'), env: { ...env, MIGRATE_ON_START: 'false' } });
  const pending = await until(
    'it says what it waits for',
    () => service.log.find(({ msg }) => String(msg).startsWith('not ready')),
    30_000,
  );
  expect(pending['pending']).toContain('0000-chassis');
  expect(service.log.filter(({ msg }) => msg === 'ready')).toEqual([]);

  const migrate = spawnProcess({ main: fileOf('cli/migrate.ts'), env });
  expect([await migrate.exit, migrate.output()]).toEqual([0, 'catalog: the database is migrated\n']);
  const ready = await until('it is ready', () => service.log.find(({ msg }) => msg === 'ready'), 15_000);
  expect((await testClient(`http://127.0.0.1:${String(ready['httpPort'])}`).get('/readyz')).status).toBe(200);

  const again = spawnProcess({ main: fileOf('cli/migrate.ts'), env });
  expect(await again.exit).toBe(0);
  expect(await service.stop()).toBe(0);
}, 90_000);
