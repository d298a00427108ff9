import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { created, bindRoutes, defineRoute, ok, replies } from '@chowk/runtime/http';
import type { ServingContext } from '@chowk/runtime/lifecycle';
import {
  createTestKeys,
  mongoUriThrough,
  startInProcess,
  startTcpProxy,
  storeAddresses,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
  type TcpProxy,
} from '@chowk/testing';
import { z } from 'zod';
import { chassisConfigSchema, openChassis } from '../src/index.ts';

const keys = createTestKeys();
const contract = {
  listNotes: defineRoute({
    method: 'get',
    path: '/api/v1/notes',
    auth: 'optional',
    summary: 'List notes',
    reply: replies.data(z.object({ notes: z.array(z.string()) })),
  }),
  addNote: defineRoute({
    method: 'post',
    path: '/api/v1/notes',
    auth: 'optional',
    summary: 'Add a note',
    body: z.strictObject({ text: z.string() }),
    idempotency: 'optional',
    reply: replies.data(z.object({ id: z.string() }), { status: 201 }),
  }),
};

async function compose(context: ServingContext<z.output<typeof chassisConfigSchema>>) {
  const chassis = await openChassis('orders', context);
  const notes = chassis.connection.collection<{ _id: string; text: string }>('notes');
  const routes = bindRoutes(contract, {
    listNotes: async () => ok({ notes: (await notes.find().toArray()).map(({ text }) => text) }),
    addNote: ({ body, idempotency }) =>
      chassis.idempotency.once(idempotency, 'not', async ({ session }, id) => {
        await notes.insertOne({ _id: id, text: body.text }, { session });
        return created({ id });
      }),
  });
  return chassis.mount([{ name: 'notes', api: {}, routes }]);
}

let database: Awaited<ReturnType<typeof testDatabase>>;
let line: TcpProxy;
let service: Awaited<ReturnType<typeof startInProcess>>;
const prefix = uniqueName('waits');
const env = (more: Record<string, string> = {}) => ({
  ...testEnv('orders', keys, database.name, prefix),
  MONGODB_URI: mongoUriThrough(line),
  ...more,
});
const client = () => testClient(service.url, keys.headers('orders'));

beforeAll(async () => {
  database = await testDatabase();
  line = await startTcpProxy({ to: new URL(storeAddresses().mongodbUri).host });
  service = await startInProcess({
    schema: chassisConfigSchema,
    compose,
    env: env({ MONGODB_POOL_SIZE: '4', MONGODB_WAIT_MS: '600', IDEMPOTENCY_LOCK_MS: '2000' }),
  });
});
afterEach(async () => {
  line.heal();
  await until('it works again', async () => (await client().get('/api/v1/notes')).status === 200);
});
afterAll(async () => {
  await service.stop();
  await line.stop();
  await database.drop();
});

describe('a database that is held back by five seconds', () => {
  const deadline = { 'x-deadline-ms': '700' };

  test('is answered by the deadline of the request', async () => {
    line.delay(5_000);
    const begun = performance.now();
    const { status, body } = await client().get('/api/v1/notes', deadline);
    expect([status, body.code]).toEqual([504, 'UPSTREAM_TIMEOUT']);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  test('leaves nothing half done, and the same request goes through afterwards', async () => {
    const key = { 'idempotency-key': 'slow-note-0000001' };
    line.delay(5_000);
    const late = await client().post('/api/v1/notes', { text: 'slow' }, { ...deadline, ...key });
    expect([late.status, late.body.code]).toEqual([504, 'UPSTREAM_TIMEOUT']);
    line.heal();
    // What was given up here may have arrived there: the key's lock then ends by itself.
    const again = await until('it goes through', async () => {
      const answer = await client().post('/api/v1/notes', { text: 'slow' }, key);
      return answer.status === 201 && answer;
    });
    expect(again.body.data.id).toMatch(/^not_/);
    expect((await client().get('/api/v1/notes')).body.data).toEqual({ notes: ['slow'] });
  });
});

test('more than the pool can do in time is told to come back', async () => {
  line.delay(800);
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => client().get('/api/v1/notes', { 'x-deadline-ms': '10000' })),
  );
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]!.body.code).toBe('OVERLOADED');
  expect(refused[0]!.headers.get('retry-after')).toBe('1');
  expect(answers.filter(({ status }) => status !== 503 && status !== 200)).toEqual([]);
});

test('whose client left is not worked for, and its Idempotency-Key is free at once', async () => {
  line.delay(400);
  const busy = Array.from({ length: 8 }, () => client().get('/api/v1/notes'));
  const outgoing = httpRequest(`${service.url}/api/v1/notes`, {
    method: 'POST',
    headers: {
      ...keys.headers('orders'),
      'content-type': 'application/json',
      'idempotency-key': 'left-note-0000001',
    },
  });
  outgoing.on('error', () => undefined);
  outgoing.end(JSON.stringify({ text: 'from one who left' }));
  await sleep(200);
  outgoing.destroy();
  await Promise.all(busy);
  line.heal();
  await sleep(500);
  expect(await database.connection.collection('notes').countDocuments({ text: /left/ })).toBe(0);
  const stayed = await client().post(
    '/api/v1/notes',
    { text: 'from one who left' },
    { 'idempotency-key': 'left-note-0000001' },
  );
  expect(stayed.status).toBe(201);
});

test('readiness does not wait for a connection of a full pool', async () => {
  line.delay(700);
  const busy = Array.from({ length: 12 }, () => client().get('/api/v1/notes'));
  await sleep(50);
  const begun = performance.now();
  const readiness = await client().get('/readyz');
  expect([readiness.status, readiness.body.dependencies.mongodb]).toEqual([200, 'ok']);
  expect(performance.now() - begun).toBeLessThan(500);
  await Promise.all(busy);
});

test('a service whose database is away when it starts is alive, not ready, and comes up with it', async () => {
  const port = 20_000 + Math.floor(Math.random() * 5_000);
  line.cut();
  const starting = startInProcess({
    schema: chassisConfigSchema,
    compose,
    env: env({ PORT: String(port), MONGODB_WAIT_MS: '300' }),
  });
  const early = testClient(`http://127.0.0.1:${port}`, keys.headers('orders'));
  await until('it lives', async () => (await early.get('/livez')).status === 200);
  expect(await early.get('/readyz')).toMatchObject({
    status: 503,
    body: { ready: false, dependencies: { mongodb: 'failing' } },
  });
  expect((await early.get('/api/v1/notes')).status).toBe(503);
  line.heal();
  const started = await starting;
  expect((await early.get('/readyz')).status).toBe(200);
  await started.stop();
});

test('a broker that is gone is reported, and the service goes on', async () => {
  const broker = new URL(storeAddresses().rabbitmqUrl);
  const brokerLine = await startTcpProxy({ to: broker.host });
  broker.host = brokerLine.address;
  const other = await startInProcess({
    schema: chassisConfigSchema,
    compose,
    env: env({ RABBITMQ_URL: broker.href }),
  });
  const readyz = async () => (await testClient(other.url).get('/readyz')) as unknown;
  await until('it is connected', async () => {
    const { body } = await testClient(other.url).get('/readyz');
    return body.dependencies.rabbitmq === 'ok';
  });
  brokerLine.freeze();
  brokerLine.reset();
  await until('it is noticed', async () => {
    const { body } = await testClient(other.url).get('/readyz');
    return body.dependencies.rabbitmq === 'down';
  });
  expect(await readyz()).toMatchObject({ status: 200, body: { ready: true } });
  brokerLine.heal();
  await until('it is back', async () => {
    const { body } = await testClient(other.url).get('/readyz');
    return body.dependencies.rabbitmq === 'ok';
  });
  await other.stop();
  await brokerLine.stop();
});
