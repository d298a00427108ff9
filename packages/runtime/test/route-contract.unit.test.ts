import { AppError } from '@chowk/contracts/errors';
import { createTestKeys, testClient } from '@chowk/testing';
import { z } from 'zod';
import {
  bindRoutes,
  createHttpApp,
  defineRoute,
  file,
  listen,
  ok,
  page,
  replies,
  type Reply,
  type RouteHandler,
  type RunningHttpServer,
} from '../src/http/index.ts';
import { createIdentityVerifier } from '../src/identity/index.ts';
import { Health } from '../src/lifecycle/index.ts';
import { createLogger } from '../src/log/index.ts';

const keys = createTestKeys();
const lines: string[] = [];
const thing = z.object({ id: z.string(), at: z.iso.datetime(), note: z.string().optional() });
const declared = {
  getThing: defineRoute({
    method: 'get',
    path: '/thing',
    auth: 'public',
    summary: 'Get a thing',
    errors: ['PRODUCT_NOT_FOUND'],
    reply: [
      replies.data(z.object({ thing }), { headers: { etag: 'Its version.' } }),
      replies.file(['text/html'], { status: 410 }),
    ],
  }),
  listThings: defineRoute({
    method: 'get',
    path: '/things',
    auth: 'user',
    summary: 'List things',
    reply: replies.list(thing, { key: { _id: 1 } }),
  }),
  listCounted: defineRoute({
    method: 'get',
    path: '/counted',
    auth: 'user',
    summary: 'List things and count them',
    reply: replies.list(thing, {
      key: { _id: 1 },
      beside: z.object({ counts: z.record(z.string(), z.int()) }),
    }),
  }),
};

let answers: () => Promise<Reply>;
const routes = bindRoutes(declared, {
  getThing: (() => answers()) as RouteHandler<(typeof declared)['getThing']>,
  listThings: (() => answers()) as RouteHandler<(typeof declared)['listThings']>,
  listCounted: (() => answers()) as RouteHandler<(typeof declared)['listCounted']>,
});

let server: RunningHttpServer;
let client: ReturnType<typeof testClient>;
beforeAll(async () => {
  const logger = createLogger({
    service: 'orders',
    level: 'error',
    pretty: false,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const app = createHttpApp({
    service: 'orders',
    logger,
    identities: createIdentityVerifier({ service: 'orders', keys: keys.keySet }),
    health: new Health(),
    routes,
    bodyLimitBytes: 2048,
    checkReplies: true,
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  client = testClient(`http://127.0.0.1:${server.port}`, keys.headers('orders', { userId: 'usr_1' }));
});
afterAll(() => server.stop());
beforeEach(() => lines.splice(0));

const good = { id: 'thg_1', at: '2026-01-01T00:00:00.000Z' };
const kept: Array<[string, string, () => Promise<Reply>, number]> = [
  ['an answer as declared', '/thing', async () => ok({ thing: good }, { headers: { etag: '"1"' } }), 200],
  [
    'an optional field that is undefined',
    '/thing',
    async () => ok({ thing: { ...good, note: undefined } }),
    200,
  ],
  [
    'a second kind of answer',
    '/thing',
    async () => file('text/html; charset=utf-8', 'gone', { status: 410 }),
    410,
  ],
  ['a page of a list', '/things', async () => page({ items: [good], nextCursor: null }), 200],
  [
    'a page that says more than its items',
    '/counted',
    async () => page({ items: [good], nextCursor: null }, { beside: { counts: { a: 1 } } }),
    200,
  ],
  [
    'a declared refusal',
    '/thing',
    async () => {
      throw new AppError('PRODUCT_NOT_FOUND');
    },
    404,
  ],
];
test.each(kept)('%s goes out as it is', async (_what, path, give, status) => {
  answers = give;
  expect((await client.get(path)).status).toBe(status);
  expect(lines).toEqual([]);
});

const broken: Array<[string, string, () => Promise<Reply>, string]> = [
  ['a field that is missing', '/thing', async () => ok({ thing: { id: 'thg_1' } }), 'data.thing.at'],
  [
    'a field that is of another type',
    '/thing',
    async () => ok({ thing: { ...good, id: 1 } }),
    'data.thing.id',
  ],
  [
    'a field that nobody declared',
    '/thing',
    async () => ok({ thing: { ...good, passwordHash: 'x' } }),
    'data.thing.passwordHash',
  ],
  [
    'an instant of another form',
    '/thing',
    async () => ok({ thing: { ...good, at: '1.1.26' } }),
    'data.thing.at',
  ],
  [
    'one bad item of a list',
    '/things',
    async () => page({ items: [good, { ...good, extra: 1 }], nextCursor: null }),
    'data.items.1.extra',
  ],
  [
    'a page that says more than it declares',
    '/things',
    async () => page({ items: [good], nextCursor: null }, { beside: { counts: { a: 1 } } }),
    'data.counts',
  ],
  [
    'a page that says less than it declares',
    '/counted',
    async () => page({ items: [good], nextCursor: null }),
    'data.counts',
  ],
  ['another status', '/thing', async () => ({ ...ok({ thing: good }), status: 206 }), '206'],
  ['another kind', '/thing', async () => page({ items: [], nextCursor: null }), 'list'],
  ['another content type', '/thing', async () => file('text/plain', 'gone', { status: 410 }), 'text/plain'],
  [
    'a header that nobody declared',
    '/thing',
    async () => ok({ thing: good }, { headers: { 'x-a': 'b' } }),
    'x-a',
  ],
  [
    'a refusal that nobody declared',
    '/thing',
    async () => {
      throw new AppError('ORDER_NOT_FOUND');
    },
    'ORDER_NOT_FOUND',
  ],
];
test.each(broken)('%s is our failure, and the log says where', async (_what, path, give, where) => {
  answers = give;
  expect((await client.get(path)).body.code).toBe('SERVER_ERROR');
  expect(lines.join('')).toContain('ContractBreach');
  expect(lines.join('')).toContain(where);
});

test('the codes that follow from a declaration need not be listed', () => {
  const pay = defineRoute({
    method: 'post',
    path: '/pay',
    auth: ['admin'],
    summary: 'Pay',
    body: z.strictObject({}),
    idempotency: 'required',
    errors: ['ORDER_NOT_FOUND'],
    reply: replies.done(),
  });
  expect([...pay.allErrors].sort()).toEqual([
    'BAD_REQUEST',
    'FORBIDDEN',
    'IDEMPOTENCY_IN_PROGRESS',
    'IDEMPOTENCY_KEY_REQUIRED',
    'IDEMPOTENCY_MISMATCH',
    'ORDER_NOT_FOUND',
    'OVERLOADED',
    'PAYLOAD_TOO_LARGE',
    'SERVER_ERROR',
    'UNAUTHORIZED',
    'UNSUPPORTED_MEDIA_TYPE',
    'UPSTREAM_TIMEOUT',
    'UPSTREAM_UNAVAILABLE',
    'VALIDATION_FAILED',
  ]);
});
