import {
  attentionRoutes,
  createListAttention,
  type AttentionEntry,
  type AttentionSource,
} from '@chowk/attention';
import { createHttpApp } from '@chowk/runtime/http';
import { createIdentityVerifier } from '@chowk/runtime/identity';
import { Health } from '@chowk/runtime/lifecycle';
import { quietLogger } from '@chowk/testing';
import { accessToken, keys, startGateway, startUpstream, type TestGateway } from './fixture.ts';

const LIST = '/api/v1/admin/attention';
const SERVICES = ['auth', 'catalog', 'orders', 'wallet', 'notify', 'nfc-qr'] as const;
const TIMEOUT_MS = 400;

const urlOf = (service: string): string => `${service.toUpperCase().replace('-', '_')}_URL`;

type Upstream = Awaited<ReturnType<typeof startUpstream>>;
const stuck = new Map<string, AttentionEntry[]>();
const upstreams = new Map<string, Upstream>();
const frozen = new Set<string>();
let gateway: TestGateway;

/** The list of a service as every service serves it, over what a test says is stuck there. */
function startService(service: string): Promise<Upstream> {
  const jobs: AttentionSource = {
    kind: 'job',
    async list({ limit, after }) {
      return (stuck.get(service) ?? [])
        .filter(
          ({ since, id }) =>
            !after || since > after.since || (since.getTime() === after.since.getTime() && id > after.id),
        )
        .slice(0, limit);
    },
    count: async () => stuck.get(service)?.length ?? 0,
    replay: { run: async () => undefined },
  };
  const never = async (): Promise<never> => {
    throw new Error('the gateway only lists');
  };
  const app = createHttpApp({
    service,
    logger: quietLogger(),
    identities: createIdentityVerifier({ service, keys: keys.keySet }),
    health: new Health(),
    routes: attentionRoutes({
      service,
      sources: [jobs],
      attention: createListAttention({ sources: [jobs] }),
      act: never,
      audit: { list: never },
      signer: { sign: () => `s-${service}`, verify: (_payload, signature) => signature === `s-${service}` },
    }),
    bodyLimitBytes: 1024,
    checkReplies: true,
  });
  return startUpstream((request, response) => {
    // A frozen process takes the connection and says nothing.
    if (!frozen.has(service)) app(request, response);
  });
}

beforeAll(async () => {
  for (const service of SERVICES) upstreams.set(service, await startService(service));
  gateway = await startGateway(upstreams.get('auth')!.url, {
    ...Object.fromEntries(SERVICES.map((service) => [urlOf(service), upstreams.get(service)!.url])),
    ATTENTION_TIMEOUT_MS: String(TIMEOUT_MS),
    RATE_LIMIT_USER: '10000',
  });
});
beforeEach(() => {
  stuck.clear();
  frozen.clear();
  SERVICES.forEach((service, index) =>
    stuck.set(
      service,
      // Ties across services, and one service that has nothing.
      Array.from({ length: service === 'notify' ? 0 : 3 + index }, (_, n) => ({
        ...{ id: `job_${n}`, title: `Job ${n} is stuck.`, attempts: 3, reason: 'OVERLOADED' },
        since: new Date(1_800_000_000_000 + Math.floor(n / 2)),
      })),
    ),
  );
});
afterAll(async () => {
  await gateway.stop();
  for (const upstream of upstreams.values()) await upstream.stop();
});

const bearer = (roles: readonly string[]) => ({ authorization: `Bearer ${accessToken({ roles })}` });
const get = (path: string, roles: readonly string[] = ['admin']) => gateway.client.get(path, bearer(roles));

interface Item {
  service: string;
  id: string;
  since: string;
}
const nameOf = ({ service, id }: Item) => `${service}/${id}`;
const expected = (services: readonly string[]) =>
  services
    .flatMap((service) => stuck.get(service)!.map((entry) => ({ ...entry, service, id: `job:${entry.id}` })))
    .sort(
      (a, b) =>
        a.since.getTime() - b.since.getTime() ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : a.service < b.service ? -1 : 1),
    )
    .map(({ service, id }) => `${service}/${id}`);

test('six services are one list, longest waiting first, with what an item needs to be dealt with', async () => {
  const { status, body } = await get(`${LIST}?limit=100`);
  expect(status).toBe(200);
  expect(body.data.items.map(nameOf)).toEqual(expected(SERVICES));
  expect(body.data).toMatchObject({ counts: { job: 26 }, unavailable: [] });
  expect(body.meta).toEqual({ nextCursor: null });
  expect(body.data.items[0]).toMatchObject({ kind: 'job', reason: 'OVERLOADED', actions: ['replay'] });
});

test.each([1, 2, 5, 7, 25, 26])('pages of %i lose and double nothing', async (limit) => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body } = await get(`${LIST}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(status).toBe(200);
    seen.push(...body.data.items.map(nameOf));
    cursor = body.meta.nextCursor;
  }
  expect(seen).toEqual(expected(SERVICES));
});

test('a service that hangs is named after its time, the others are shown; later it goes on where it was', async () => {
  const first = (await get(`${LIST}?limit=6`)).body;
  frozen.add('wallet');
  const start = performance.now();
  const second = await get(`${LIST}?limit=6&cursor=${first.meta.nextCursor}`);
  // Its time and what a busy machine adds; far from the 15 s of the route.
  expect(performance.now() - start).toBeLessThan(TIMEOUT_MS + 2_000);
  expect([second.status, second.body.data.unavailable]).toEqual([200, ['wallet']]);
  expect(second.body.data.items.some(({ service }: Item) => service === 'wallet')).toBe(false);
  frozen.clear();
  const rest = (await get(`${LIST}?limit=100&cursor=${second.body.meta.nextCursor}`)).body;
  const seen = [first, second.body, rest].flatMap(({ data }) => data.items.map(nameOf));
  expect(seen).toHaveLength(26);
  expect(new Set(seen)).toEqual(new Set(expected(SERVICES)));
});

test('hanging again and again, it keeps nobody else from that service, and is asked again', async () => {
  frozen.add('wallet');
  for (let n = 0; n < 6; n++) expect((await get(LIST)).body.data.unavailable).toEqual(['wallet']);
  frozen.clear();
  expect((await get(`${LIST}?limit=100`)).body.data.unavailable).toEqual([]);
});

test('all services away is an empty list that names them all', async () => {
  SERVICES.forEach((service) => frozen.add(service));
  const { status, body } = await get(LIST);
  expect([status, body.data]).toEqual([
    200,
    { items: [], counts: {}, unavailable: ['auth', 'catalog', 'nfc-qr', 'notify', 'orders', 'wallet'] },
  ]);
});

test('only admins are let in, by a token and nothing that they claim', async () => {
  expect((await gateway.client.get(LIST)).status).toBe(401);
  expect((await get(LIST, ['user'])).body.code).toBe('FORBIDDEN');
  const forged = await gateway.client.get(LIST, {
    ...bearer(['user']),
    'x-internal-identity': keys.headers('catalog', { userId: 'usr_1', roles: ['owner'] })[
      'x-internal-identity'
    ]!,
  });
  expect(forged.status).toBe(403);
  const old = await get('/api/admin/attention');
  expect([old.status, old.body.data.items.length]).toEqual([200, 20]);
  expect(old.headers.get('ratelimit')).toMatch(/^"user";/);
});

test('a cursor that is made up, or of another service, is refused; so are queries of the wrong form', async () => {
  for (const cursor of ['x', Buffer.from('{"orders":"forged.x"}').toString('base64url')]) {
    const { status, body } = await get(`${LIST}?cursor=${cursor}`);
    expect([status, body.code]).toEqual([400, 'INVALID_CURSOR']);
  }
  expect((await get(`${LIST}?limit=0`)).body.code).toBe('VALIDATION_FAILED');
  expect((await get(`${LIST}?kind=JOB`)).body.code).toBe('VALIDATION_FAILED');
  expect((await get(`${LIST}?kind=money`)).body.data.items).toEqual([]);
});

test('one replica of a service that is down is passed over for the other', async () => {
  const auth = upstreams.get('auth')!.url;
  const pair = await startGateway(auth, {
    ...Object.fromEntries(SERVICES.map((service) => [urlOf(service), upstreams.get(service)!.url])),
    ORDERS_URL: `http://127.0.0.1:1,${upstreams.get('orders')!.url}`,
  });
  for (let n = 0; n < 3; n++) {
    const { body } = await pair.client.get(LIST, bearer(['admin']));
    expect(body.data.unavailable).toEqual([]);
  }
  await pair.stop();
});
