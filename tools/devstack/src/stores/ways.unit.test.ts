import { DevstackError } from '../errors.ts';
import type { DataRoot } from '../machine/data-root.ts';
import { missingStores } from './start-stores.ts';
import { mongodb } from './mongodb.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { environmentWay, startByFirstWay, type StoreContext, type StoreKind, type Way } from './ways.ts';

const told: string[] = [];
const context = (env: Record<string, string> = {}): StoreContext => ({
  root: {} as DataRoot, // none of the ways below keeps data
  ephemeral: true,
  env,
  dockerAnswers: async () => false,
  composeUp: async () => ({ port: 0 }),
  progress: (line) => void told.push(line),
});
const open = (name: string): Way => ({
  name,
  closedBecause: async () => undefined,
  start: async () => ({ uri: name, stop: async () => undefined }),
});
const closed = (name: string, reason: string): Way => ({ ...open(name), closedBecause: async () => reason });
const failing = (name: string, reason: string): Way => ({
  ...open(name),
  start: () => Promise.reject(new Error(reason)),
});
const kind = (...ways: Way[]): StoreKind => ({
  name: 'redis',
  title: 'Redis',
  advice: 'install redis-server',
  ways,
});

beforeEach(() => void (told.length = 0));

test.each([mongodb, redis, rabbitmq])(
  '$title is looked for in the environment, Docker, PATH, Debian',
  ({ ways }) => {
    expect(ways.map(({ name }) => name)).toEqual([
      expect.stringMatching(/ in the environment$/),
      'Docker',
      expect.stringMatching(/ on PATH$/),
      expect.stringMatching(/Debian package/),
    ]);
  },
);

test('the first open way is taken and no later one is started', async () => {
  const untouched = { ...open('c'), start: () => Promise.reject(new Error('must not start')) };
  const store = await startByFirstWay(kind(closed('a', 'not set'), open('b'), untouched), context());
  expect(store).toMatchObject({ uri: 'b', how: 'b' });
});

test('a way that fails is told of and the next one is tried', async () => {
  const store = await startByFirstWay(kind(failing('a', 'no space left'), open('b')), context());
  expect(store.how).toBe('b');
  expect(told[0]).toContain('a failed, trying the next way: no space left');
});

test('when no way is open, the error says what to install and why each way was closed', async () => {
  const attempt = startByFirstWay(kind(closed('a', 'not set'), failing('b', 'disk is full')), context());
  const error: DevstackError = await attempt.then(fail, (reason) => reason);
  expect(error.code).toBe('STORES_UNAVAILABLE');
  for (const piece of ['install redis-server', 'a: not set', 'b: disk is full'])
    expect(error.message).toContain(piece);
});

test('when several stores are missing, one error names them all', () => {
  const missing = (text: string) => new DevstackError('STORES_UNAVAILABLE', text);
  const error = missingStores([missing('MongoDB: install mongod'), missing('Redis: install redis-server')]);
  expect(error).toMatchObject({ code: 'STORES_UNAVAILABLE' });
  expect((error as Error).message).toMatch(/MongoDB: install mongod\n.*Redis: install redis-server/);
});

test('when the address in the environment does not answer, no other way hides it, and its password stays unsaid', async () => {
  const way = environmentWay('REDIS_URL', () => Promise.reject(new Error('no Redis answers there: refused')));
  const attempt = startByFirstWay(kind(way, open('b')), context({ REDIS_URL: 'redis://:s3cret@db/' }));
  const error: DevstackError = await attempt.then(fail, (reason) => reason);
  expect(error.code).toBe('STORE_UNREACHABLE');
  expect(error.message).toContain('REDIS_URL');
  expect(error.message).not.toContain('s3cret');
});

test('where the DocumentDB engine cannot be installed, its way is closed with the reason', async () => {
  const searchPath = process.env['PATH'];
  process.env['PATH'] = ''; // no apt-get anywhere
  try {
    expect(await mongodb.ways.at(-1)?.closedBecause(context())).toMatch(/\w+/);
  } finally {
    process.env['PATH'] = searchPath;
  }
});

function fail(): never {
  throw new Error('an error was expected');
}
