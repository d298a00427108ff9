import { join } from 'node:path';
import { shiftedClock, spawnService, testClient, type SpawnedService } from '@chowk/testing';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

const claimsSchema = z.object({ iat: z.number(), exp: z.number() });

let auth: TestAuth;
/** A replica whose clock is a minute ahead, and one whose clock is a minute behind. */
let replicas: [SpawnedService, SpawnedService];
beforeAll(async () => {
  auth = await startAuth();
  const main = join(import.meta.dirname, '../src/main.ts');
  const start = (skewMs: number) =>
    spawnService({ main, env: { ...auth.settings, ...shiftedClock(skewMs) } });
  replicas = await Promise.all([start(60_000), start(-60_000)]);
});
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await auth.stop();
});

/** The same person at either replica, by the gateway's word, whose clock is right. */
const clients = () =>
  replicas.map(({ url }) => testClient(url, { ...auth.keys.headers('auth'), 'x-client-ip': '203.0.113.9' }));
const refreshAt = async (client: ReturnType<typeof testClient>, refreshToken: string) => {
  const { status, body } = await client.post('/api/v1/auth/refresh', { refreshToken });
  return { status, code: body.code, refreshToken: body.data?.refreshToken as string };
};

test('readiness tells by how much the clock is off, and stays', async () => {
  const skews = await Promise.all(
    clients().map(async (client) => {
      const { status, body } = await client.get('/readyz');
      expect(status).toBe(200);
      return body.facts.clockSkewMs as number;
    }),
  );
  expect(Math.abs(skews[0]! - 60_000)).toBeLessThan(2_000);
  expect(Math.abs(skews[1]! + 60_000)).toBeLessThan(2_000);
  expect(replicas[0].output()).toContain('the clock of this machine is off');
});

test.each([
  ['ahead', 0, 1],
  ['behind', 1, 0],
])(
  'a code and a sign-in of the replica that is %s are good at the other, and its tokens say the right time',
  async (_what, one, other) => {
    const all = clients();
    const phone = newPhone();
    const { sessionId } = (await all[one]!.post('/api/v1/auth/otp/request', { phone })).body.data;
    const answer = await all[other]!.post('/api/v1/auth/otp/verify', {
      sessionId,
      phone,
      otp: auth.codeFor(sessionId),
    });
    expect(answer.status).toBe(200);
    const { iat, exp } = claimsSchema.parse(jwt.decode(answer.body.data.accessToken));
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(10);
    expect(exp - iat).toBe(900);
    expect(await refreshAt(all[one]!, answer.body.data.refreshToken)).toMatchObject({ status: 200 });
  },
);

test('who presents a refresh token at both gets one successor, in any order, and stays signed in', async () => {
  const [ahead, behind] = clients() as [ReturnType<typeof testClient>, ReturnType<typeof testClient>];
  for (const [first, second] of [
    [ahead, behind],
    [behind, ahead],
  ] as const) {
    const { refreshToken } = await auth.signIn(newPhone());
    const rotated = await refreshAt(first, refreshToken);
    expect(await refreshAt(second, refreshToken)).toEqual(rotated);
    expect(await refreshAt(second, rotated.refreshToken)).toMatchObject({ status: 200 });
    expect(await refreshAt(first, refreshToken)).toMatchObject({ status: 200 });
  }
});

test('ten at once, over both, are one chain, and the family lives on', async () => {
  const { refreshToken } = await auth.signIn(newPhone());
  const all = clients();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => refreshAt(all[n % 2]!, refreshToken)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
  expect(await refreshAt(all[1]!, answers[0]!.refreshToken)).toMatchObject({ status: 200 });
});

test('a session that ends at the one that is behind is marked for as long as at the other', async () => {
  const lives: number[] = [];
  for (const client of clients()) {
    const { identity, sid } = await auth.signIn(newPhone());
    expect((await client.with(auth.keys.headers('auth', identity)).post('/api/v1/auth/logout')).status).toBe(
      200,
    );
    lives.push(await auth.redis.pttl(`${auth.prefix}:revoked:${sid}`));
  }
  expect(Math.abs(lives[0]! - lives[1]!)).toBeLessThan(10_000);
});
