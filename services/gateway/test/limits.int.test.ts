import { uniqueName } from '@chowk/testing';
import { accessToken, echo, startGateway, startUpstream } from './fixture.ts';

let upstream: Awaited<ReturnType<typeof startUpstream>>;
beforeAll(async () => {
  upstream = await startUpstream(echo);
});
afterAll(() => upstream.stop());

const statuses = async (count: number, send: (i: number) => Promise<{ status: number }>) => {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => send(i)));
  return answers.reduce<Record<number, number>>(
    (all, { status }) => ({ ...all, [status]: (all[status] ?? 0) + 1 }),
    {},
  );
};

test('two replicas together let exactly the limit through, of ten times as many', async () => {
  const settings = { RATE_LIMIT_ANONYMOUS: '20', REDIS_PREFIX: `${uniqueName('gw')}:` };
  const [a, b] = [await startGateway(upstream.url, settings), await startGateway(upstream.url, settings)];
  expect(await statuses(200, (i) => (i % 2 ? a : b).client.get('/api/v1/products'))).toEqual({
    200: 20,
    429: 180,
  });
  await Promise.all([a.stop(), b.stop()]);
});

test('a refused request says when to come back; an allowed one what is left', async () => {
  const gateway = await startGateway(upstream.url, {
    RATE_LIMIT_ANONYMOUS: '2',
    RATE_LIMIT_WINDOW_SECONDS: '60',
  });
  const first = await gateway.client.get('/api/v1/products');
  expect(first.headers.get('ratelimit')).toMatch(/^"anonymous";r=1;t=(60|59)$/);
  expect(first.headers.get('ratelimit-policy')).toBe('"anonymous";q=2;w=60');
  await gateway.client.get('/api/v1/products');
  const third = await gateway.client.get('/api/v1/products');
  expect([third.status, third.body.code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(50);
  await gateway.stop();
});

test('a made-up X-Forwarded-For does not start a new count', async () => {
  const gateway = await startGateway(upstream.url, { RATE_LIMIT_ANONYMOUS: '5' });
  expect(
    await statuses(20, (i) =>
      gateway.client.get('/api/v1/products', { 'x-forwarded-for': `203.0.113.${i}` }),
    ),
  ).toEqual({ 200: 5, 429: 15 });
  await gateway.stop();
});

test('behind a trusted proxy every client has a count of its own', async () => {
  const gateway = await startGateway(upstream.url, {
    RATE_LIMIT_ANONYMOUS: '1',
    TRUSTED_PROXIES: '127.0.0.1/32',
  });
  expect(
    await statuses(5, (i) => gateway.client.get('/api/v1/products', { 'x-forwarded-for': `203.0.113.${i}` })),
  ).toEqual({ 200: 5 });
  await gateway.stop();
});

test('people signed in have their own, larger count; sign-in routes a small one of their own', async () => {
  const gateway = await startGateway(upstream.url, {
    RATE_LIMIT_ANONYMOUS: '1',
    RATE_LIMIT_USER: '3',
    RATE_LIMIT_AUTH_PER_MINUTE: '2',
  });
  const authorization = `Bearer ${accessToken()}`;
  expect(await statuses(5, () => gateway.client.get('/api/v1/products', { authorization }))).toEqual({
    200: 3,
    429: 2,
  });
  expect(await statuses(5, () => gateway.client.post('/api/v1/auth/otp/request', {}))).toEqual({
    200: 2,
    429: 3,
  });
  await gateway.stop();
});

test('with Redis away ordinary routes go on, counted locally, and sign-in routes are refused', async () => {
  const gateway = await startGateway(upstream.url, {
    REDIS_URL: 'redis://127.0.0.1:1',
    RATE_LIMIT_ANONYMOUS: '3',
  });
  expect(await statuses(5, () => gateway.client.get('/api/v1/products'))).toEqual({ 200: 3, 429: 2 });
  const signIn = await gateway.client.post('/api/v1/auth/otp/request', {});
  expect([signIn.status, signIn.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
  await gateway.stop();
});

test('address lists let in and keep out by CIDR', async () => {
  const denied = await startGateway(upstream.url, { IP_DENY: '127.0.0.0/8' });
  expect((await denied.client.get('/api/v1/products')).status).toBe(403);
  await denied.stop();
  const allowed = await startGateway(upstream.url, { IP_ALLOW: '10.0.0.0/8' });
  expect((await allowed.client.get('/api/v1/products')).status).toBe(403);
  await allowed.stop();
});
