import { AppError } from '@chowk/contracts/errors';
import { createTestKeys, testClient } from '@chowk/testing';
import { z } from 'zod';
import {
  bindRoutes,
  claimIdOf,
  createHttpApp,
  created,
  defineRoute,
  file,
  listen,
  ok,
  redirect,
  replies,
  type RunningHttpServer,
} from '../src/http/index.ts';
import { createIdentityVerifier, IDENTITY_HEADER } from '../src/identity/index.ts';
import { Health } from '../src/lifecycle/index.ts';
import { createLogger } from '../src/log/index.ts';
import { currentRequest } from '../src/telemetry/index.ts';

const keys = createTestKeys();
const lines: string[] = [];
const logger = createLogger({
  service: 'orders',
  level: 'debug',
  pretty: false,
  destination: { write: (line: string) => void lines.push(line) },
});
const health = new Health();

const anything = z.record(z.string(), z.unknown());

const contract = {
  makeThing: defineRoute({
    method: 'post',
    path: '/api/v1/things/:id',
    auth: 'user',
    summary: 'Make a thing',
    idempotency: 'optional',
    params: z.strictObject({ id: z.string().regex(/^thg_/) }),
    query: z.strictObject({ dry: z.enum(['true', 'false']).optional() }),
    body: z.strictObject({
      name: z.string().max(10),
      lines: z.array(z.strictObject({ quantity: z.int().min(1).max(99) })),
    }),
    reply: replies.data(z.object({ thing: anything }), { status: 201 }),
  }),
  pay: defineRoute({
    method: 'post',
    path: '/pay',
    auth: 'user',
    summary: 'Pay',
    idempotency: 'required',
    body: z.strictObject({ a: z.int() }),
    reply: replies.data(z.object({ scope: z.string(), key: z.string(), requestHash: z.string() })),
  }),
  payFor: defineRoute({
    method: 'post',
    path: '/pay/:id',
    auth: 'user',
    summary: 'Pay for a thing',
    idempotency: 'required',
    params: z.strictObject({ id: z.string() }),
    reply: replies.data(z.object({ scope: z.string() })),
  }),
  getOpen: defineRoute({
    method: 'get',
    path: '/open',
    auth: 'optional',
    summary: 'Look',
    reply: replies.data(z.object({ user: z.string().optional(), deadline: z.number().optional() }), {
      headers: { etag: 'Its version.' },
    }),
  }),
  getBlind: defineRoute({
    method: 'get',
    path: '/blind',
    auth: 'public',
    summary: 'Look without being seen',
    reply: replies.data(z.object({ user: z.null() })),
  }),
  getStaff: defineRoute({
    method: 'get',
    path: '/staff',
    auth: ['admin', 'owner'],
    summary: 'Look behind the counter',
    reply: replies.data(z.object({})),
  }),
  getImage: defineRoute({
    method: 'get',
    path: '/image',
    auth: 'public',
    summary: 'Get a picture',
    reply: replies.file(['image/svg+xml']),
  }),
  hook: defineRoute({
    method: 'post',
    path: '/hook',
    auth: 'public',
    summary: 'Take a call',
    rawBody: { contentTypes: ['application/json'] },
    idempotency: 'optional',
    reply: replies.data(
      z.object({ raw: z.string(), requestHash: z.string().optional(), scope: z.string().optional() }),
    ),
  }),
  fail: defineRoute({
    method: 'get',
    path: '/boom',
    auth: 'public',
    summary: 'Fail',
    reply: replies.done(),
  }),
  refuse: defineRoute({
    method: 'get',
    path: '/late',
    auth: 'public',
    summary: 'Refuse',
    errors: ['OTP_RATE_LIMITED'],
    reply: replies.done(),
  }),
  move: defineRoute({
    method: 'get',
    path: '/old',
    auth: 'public',
    summary: 'Find the new address',
    reply: replies.redirect(308),
  }),
};

const routes = bindRoutes(contract, {
  makeThing: async ({ params, body, query, user, idempotency }) =>
    created({ thing: { params, body, query, user, idempotency } }),
  pay: async ({ idempotency }) => ok(idempotency!),
  payFor: async ({ idempotency }) => ok({ scope: idempotency!.scope }),
  getOpen: async ({ user }) =>
    ok({ user: user?.userId, deadline: currentRequest()?.deadline }, { headers: { etag: '"v1"' } }),
  getBlind: async ({ user }) => ok({ user: user ?? null }),
  getStaff: async () => ok({}),
  getImage: async () => file('image/svg+xml', '<svg/>'),
  hook: async ({ rawBody, idempotency }) =>
    ok({ raw: rawBody.toString(), requestHash: idempotency?.requestHash, scope: idempotency?.scope }),
  fail: async () => {
    throw new Error('mongodb://root:hunter2@db');
  },
  refuse: async () => {
    throw new AppError('OTP_RATE_LIMITED', { retryAfter: 30.2 });
  },
  move: async () => redirect('/new?a=1', 308),
});

let server: RunningHttpServer;
let anonymous: ReturnType<typeof testClient>;
let user: ReturnType<typeof testClient>;
beforeAll(async () => {
  const identities = createIdentityVerifier({ service: 'orders', keys: keys.keySet });
  const app = createHttpApp({
    service: 'orders',
    logger,
    identities,
    health,
    routes,
    bodyLimitBytes: 2048,
    checkReplies: true,
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  const plain = testClient(`http://127.0.0.1:${server.port}`);
  anonymous = plain.with(keys.headers('orders'));
  user = plain.with(keys.headers('orders', { userId: 'usr_1' }));
});
afterAll(() => server.stop());
const direct = () => testClient(`http://127.0.0.1:${server.port}`);

const STRANGERS_KEY = '6e0ba9ce-6a8f-4b7e';
const good = { name: 'x', lines: [{ quantity: 1 }] };

test('a request that did not come through the gateway is 401, whatever it claims, on open routes too', async () => {
  for (const headers of [
    {},
    { 'x-user-id': 'usr_1' },
    { [IDENTITY_HEADER]: 'x.y.z' },
    { [IDENTITY_HEADER]: keys.signer('wallet').sign('orders') },
    keys.headers('wallet', { userId: 'usr_1' }),
  ]) {
    const answer = await direct().get('/open', headers as Record<string, string>);
    expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHORIZED']);
  }
});

test('a route gets what its schemas say, and the answer is in the envelope', async () => {
  const answer = await user.post('/api/v1/things/thg_1?dry=true', good);
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    success: true,
    data: {
      thing: {
        params: { id: 'thg_1' },
        body: good,
        query: { dry: 'true' },
        user: { userId: 'usr_1', sessionId: 'ses_test', roles: ['user'] },
      },
    },
  });
});

const bad: Array<[string, string, unknown, string]> = [
  ['a wrong type', '/api/v1/things/thg_1', { ...good, name: 7 }, 'name'],
  ['a Mongo operator for a text', '/api/v1/things/thg_1', { ...good, name: { $gt: '' } }, 'name'],
  ['a Mongo operator as a key', '/api/v1/things/thg_1', { ...good, $where: '1' }, '$where'],
  [
    'an unknown key deep inside',
    '/api/v1/things/thg_1',
    { ...good, lines: [{ quantity: 1, price: 0 }] },
    'lines.0.price',
  ],
  ['a fraction', '/api/v1/things/thg_1', { ...good, lines: [{ quantity: 1.5 }] }, 'lines.0.quantity'],
  ['a huge number', '/api/v1/things/thg_1', { ...good, lines: [{ quantity: 1e308 }] }, 'lines.0.quantity'],
  [
    'a prototype key',
    '/api/v1/things/thg_1',
    JSON.stringify(good).replace('{', '{"__proto__":{"role":"owner"},'),
    '__proto__',
  ],
  ['a list for an object', '/api/v1/things/thg_1', [], ''],
  ['an id of another kind', '/api/v1/things/ord_1', good, 'params.id'],
  ['an unknown query', '/api/v1/things/thg_1?a=1', good, 'query.a'],
  ['an operator in the query', '/api/v1/things/thg_1?dry[$ne]=1', good, 'query.dry[$ne]'],
];
test.each(bad)('%s is 422 with its path', async (_what, path, body, field) => {
  const answer = await user.post(path, body);
  expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(field);
});

test.each([
  ['not JSON', '{"a":', 400, 'BAD_REQUEST'],
  ['too large', JSON.stringify({ name: 'x'.repeat(4000) }), 413, 'PAYLOAD_TOO_LARGE'],
])('a body that is %s is refused', async (_what, body, status, code) => {
  const answer = await user.post('/api/v1/things/thg_1', body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('roles are asked for', async () => {
  expect((await anonymous.get('/staff')).status).toBe(401);
  expect((await user.get('/staff')).status).toBe(403);
  const admin = direct().with(keys.headers('orders', { userId: 'usr_2', roles: ['admin'] }));
  expect((await admin.get('/staff')).status).toBe(200);
});

test('an Idempotency-Key is required where money moves, and its request is known by user, path and body', async () => {
  expect((await user.post('/pay', { a: 1 })).body.code).toBe('IDEMPOTENCY_KEY_REQUIRED');
  const one = (await user.post('/pay', { a: 1 }, { 'idempotency-key': 'k' })).body.data;
  const same = (await user.post('/pay', '{ "a" : 1 }', { 'idempotency-key': 'k' })).body.data;
  const other = (await user.post('/pay', { a: 2 }, { 'idempotency-key': 'k' })).body.data;
  expect(one).toMatchObject({ key: 'k', scope: 'usr_1 post /pay' });
  expect(same).toEqual(one);
  expect(other.requestHash).not.toBe(one.requestHash);
  expect((await user.post('/pay', { a: 1 }, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(422);
});

test('an Idempotency-Key has one scope, however the address is written, and another for another thing', async () => {
  const scopeOf = async (path: string) =>
    (await user.post(path, undefined, { 'idempotency-key': 'k' })).body.data?.scope;
  const scope = await scopeOf('/pay/ab');
  expect(scope).toBe('usr_1 post /pay/:id {"id":"ab"}');
  expect(await scopeOf('/pay/%61b')).toBe(scope);
  expect(await scopeOf('/pay/%61%62')).toBe(scope);
  expect(await scopeOf('/pay/b')).not.toBe(scope);
  for (const path of ['/pay/ab/', '/PAY/ab', '/Pay/ab/']) {
    expect((await user.post(path, undefined, { 'idempotency-key': 'k' })).status).toBe(404);
  }
});

test('a stranger is known by key and body, from whatever network, and whoever lacks one of the two is another', async () => {
  const scopeOf = async (address: string, key = STRANGERS_KEY, body = '{}') =>
    (await anonymous.post('/hook', body, { 'idempotency-key': key, 'x-client-ip': address })).body.data.scope;
  const scope = await scopeOf('203.0.113.7');
  expect(scope).toMatch(/^anonymous [\w-]{22} post \/hook$/);
  expect(await scopeOf('203.0.113.8')).toBe(scope);
  expect(await scopeOf('203.0.113.7', STRANGERS_KEY, '{"a":1}')).not.toBe(scope);
  expect(await scopeOf('203.0.113.7', `${STRANGERS_KEY}1`)).not.toBe(scope);
});

test('a short key, which somebody could guess, is refused of strangers and taken of people', async () => {
  const short = { 'idempotency-key': 'x'.repeat(15) };
  const refused = await anonymous.post('/hook', '{}', short);
  expect([refused.status, refused.body.details[0].path]).toEqual([422, 'headers.idempotency-key']);
  expect((await anonymous.post('/hook', '{}', { 'idempotency-key': 'x'.repeat(16) })).status).toBe(200);
  expect((await user.post('/pay', { a: 1 }, short)).status).toBe(200);
});

test('a request that is counted has a name of its own for each thing that its key is used for', async () => {
  const request = async (path: string) =>
    (await user.post(path, undefined, { 'idempotency-key': 'k' })).body.data as { scope: string };
  const [one, same, other] = [await request('/pay/a'), await request('/pay/%61'), await request('/pay/b')];
  const named = ({ scope }: { scope: string }, key = 'k') => claimIdOf({ scope, key, requestHash: '' });
  expect(named(same)).toBe(named(one));
  expect(named(other)).not.toBe(named(one));
  expect(named(one, 'l')).not.toBe(named(one));
});

test('the hash of a raw body covers its bytes', async () => {
  const hashOf = async (body: string) =>
    (await anonymous.post('/hook', body, { 'idempotency-key': STRANGERS_KEY })).body.data.requestHash;
  expect(await hashOf('{"a":1}')).toBe(await hashOf('{"a":1}'));
  expect(await hashOf('{"a":1}')).not.toBe(await hashOf('{"a": 1}'));
});

test('a body of very many unknown keys is answered with few of them, each named alone', async () => {
  const body = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`key${at}`, 1]));
  const answer = await user.post('/api/v1/things/thg_1', body);
  expect(answer.status).toBe(422);
  expect(answer.body.details).toHaveLength(20);
  expect(answer.body.details.at(-1)).toEqual({ message: expect.stringMatching(/^and 1\d\d more$/) });
  expect(answer.text.length).toBeLessThan(2_000);
});

test('whoever asks for a public route is not looked at, of an optional one is', async () => {
  expect((await user.get('/blind')).body.data).toEqual({ user: null });
  expect((await user.get('/open')).body.data.user).toBe('usr_1');
});

test('a redirect names the new address', async () => {
  const answer = await anonymous.get('/old');
  expect([answer.status, answer.headers.get('location'), answer.text]).toEqual([308, '/new?a=1', '']);
});

test('an unforeseen error tells the client nothing but where to ask, and the log everything', async () => {
  const answer = await anonymous.get('/boom', { 'x-request-id': 'abc' });
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({
    success: false,
    error: expect.any(String),
    code: 'SERVER_ERROR',
    requestId: 'abc',
  });
  expect(answer.text).not.toContain('hunter2');
  expect(lines.some((line) => line.includes('"requestId":"abc"') && line.includes('hunter2'))).toBe(true);
});

test('a refusal says when to come back', async () => {
  const answer = await anonymous.get('/late');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '31']);
});

test('raw answers, raw bodies, 304, unknown addresses, deadlines', async () => {
  expect((await anonymous.get('/image')).text).toBe('<svg/>');
  expect((await anonymous.post('/hook', '{ "a":1 }')).body.data.raw).toBe('{ "a":1 }');
  expect((await anonymous.get('/open', { 'if-none-match': '"v1"' })).status).toBe(304);
  expect((await anonymous.get('/nowhere')).body.code).toBe('NOT_FOUND');
  const { deadline } = (await anonymous.get('/open', { 'x-deadline-ms': '5000' })).body.data;
  expect(deadline - Date.now()).toBeGreaterThan(3000);
  expect(deadline - Date.now()).toBeLessThanOrEqual(5000);
});

test('readiness follows the dependencies and ends with stopping; liveness does not', async () => {
  let working = true;
  health.add('store', async () => {
    if (!working) throw new Error('away');
  });
  expect((await direct().get('/readyz')).status).toBe(200);
  working = false;
  expect((await direct().get('/readyz')).body).toMatchObject({
    ready: false,
    dependencies: { store: 'failing' },
  });
  working = true;
  health.stopping();
  expect((await direct().get('/readyz')).status).toBe(503);
  expect((await direct().get('/livez')).status).toBe(200);
});

test('the access log names the route and not the address, and no secret reaches a log', () => {
  logger.info(
    {
      phone: '+919876543210',
      user: { email: 'a@b.c', otp: '123456' },
      headers: { authorization: 'Bearer x', [IDENTITY_HEADER]: 'eyJ' },
    },
    'seen',
  );
  const log = lines.join('');
  expect(log).toContain('"route":"/api/v1/things/:id"');
  for (const secret of ['9876543210', 'a@b.c', '123456', 'Bearer x', '"eyJ'])
    expect(log).not.toContain(secret);
});
