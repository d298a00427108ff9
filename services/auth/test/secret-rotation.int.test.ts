import { testClient } from '@chowk/testing';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

const v1 = `v1:${'o'.repeat(32)}`;
const v2 = `v2:${'n'.repeat(32)}`;
const both = `${v2},${v1}`;

type Client = TestAuth['anonymous'];

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth({ env: { OTP_SECRET: v1, KEY_ENCRYPTION_SECRET: v1, CURSOR_SECRET: v1 } });
});
afterAll(() => auth.stop());

/** A client of a replica on the same stores with other secrets. */
const replicaWith = async (secrets: Record<string, string>): Promise<Client> =>
  testClient((await auth.startReplica(secrets)).url, {
    ...auth.keys.headers('auth'),
    'x-client-ip': '203.0.113.7',
  });
/** As older clients, who keep no session: the newest code of the phone counts. */
const verify = (client: Client, phoneNumber: string, otp: string) =>
  client.post('/api/v1/auth/verify-otp', { phoneNumber, otp });
const request = (client: Client, phone: string) => client.post('/api/v1/auth/otp/request', { phone });
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

/** Lets the pause between two codes pass without waiting for it: what was sent moves a minute back. */
async function forgetPause(): Promise<void> {
  for (const key of await auth.redis.keys(`${auth.prefix}:otp:sends:phone:*`)) {
    for (const member of await auth.redis.zrange(key, '0', '-1'))
      await auth.redis.zincrby(key, -61_000, member);
  }
}

describe('OTP_SECRET', () => {
  let during: Client, before: Client, after: Client;
  beforeAll(async () => {
    [before, during, after] = await Promise.all([
      replicaWith({ OTP_SECRET: `${v1},${v2}` }),
      replicaWith({ OTP_SECRET: both }),
      replicaWith({ OTP_SECRET: v2 }),
    ]);
  });
  /** Asks for a code; for the session too, which addresses a code without the newest of its phone. */
  const codeFrom = async (client: Client, phone: string) => {
    const asked = await request(client, phone);
    expect(asked.status).toBe(200);
    const { sessionId } = asked.body.data as { sessionId: string };
    return { sessionId, otp: auth.codeFor(sessionId), wrong: auth.wrongCodeFor(sessionId) };
  };

  test('a live code survives a rotation, is used up once, and ends with its version', async () => {
    const [one, two, three] = [newPhone(), newPhone(), newPhone()];
    const [old, lost] = [await codeFrom(auth.anonymous, one), await codeFrom(auth.anonymous, two)];
    expect(await statusOf(verify(during, one, old.wrong))).toBe(401);
    expect(await statusOf(verify(during, one, old.otp))).toBe(200);
    expect(await statusOf(verify(during, one, old.otp))).toBe(401);
    const body = { sessionId: lost.sessionId, phone: two, otp: lost.otp };
    expect(await statusOf(after.post('/api/v1/auth/otp/verify', body))).toBe(401);
    const fresh = await codeFrom(during, three);
    expect(await statusOf(verify(after, three, fresh.otp))).toBe(200);
  });

  test('replicas that disagree on the first secret find the newest code of a phone', async () => {
    const phone = newPhone();
    for (const [asks, tells] of [
      [before, during],
      [during, before],
      [before, before],
    ] as const) {
      const { otp } = await codeFrom(asks, phone);
      expect(await statusOf(verify(tells, phone, otp))).toBe(200);
      await forgetPause();
    }
  });

  test('wrong guesses are counted across a rotation, whoever judges them', async () => {
    const phone = newPhone();
    const { wrong, otp } = await codeFrom(auth.anonymous, phone);
    const judges = [auth.anonymous, during, before, during, before];
    for (const judge of judges) expect(await statusOf(verify(judge, phone, wrong))).toBe(401);
    for (const judge of [during, before]) expect(await statusOf(verify(judge, phone, otp))).toBe(429);
  });

  test('sends are counted across a rotation until their version is gone, and moved logs still end', async () => {
    const [moved, left] = [newPhone(), newPhone()];
    for (const phone of [moved, left]) await codeFrom(auth.anonymous, phone);
    for (const client of [during, before, during]) expect(await statusOf(request(client, moved))).toBe(429);
    const logs = await auth.redis.keys(`${auth.prefix}:otp:sends:phone:*`);
    const lives = await Promise.all(logs.map((log) => auth.redis.pttl(log)));
    expect(lives.every((ms) => ms > 0 && ms <= 86_400_000)).toBe(true);
    expect(await statusOf(request(after, moved))).toBe(429);
    expect(await statusOf(request(after, left))).toBe(200);
  });

  test('of many who ask at once of replicas that disagree on the first secret, one gets a code', async () => {
    const phone = newPhone();
    const asked = Array.from({ length: 10 }, (_, n) => statusOf(request(n % 2 ? before : during, phone)));
    expect((await Promise.all(asked)).filter((status) => status === 200)).toHaveLength(1);
  });
});

test('CURSOR_SECRET: a cursor outlives a rotation of it, and ends with its version', async () => {
  const phone = newPhone();
  const { as: first, identity } = await auth.signIn(phone);
  await forgetPause();
  await auth.signIn(phone);
  const headers = auth.keys.headers('auth', identity);
  const [during, after] = await Promise.all(
    [both, v2].map(async (CURSOR_SECRET) => (await replicaWith({ CURSOR_SECRET })).with(headers)),
  );
  const list = '/api/v1/auth/sessions?limit=1';
  const cursorOf = async (client: Client) =>
    encodeURIComponent((await client.get(list)).body.meta.nextCursor as string);
  const follow = async (client: Client, cursor: string) => {
    const { status, body } = await client.get(`${list}&cursor=${cursor}`);
    return [status, body.code ?? body.data.items.length];
  };
  const old = await cursorOf(first);
  expect(await follow(first, old)).toEqual([200, 1]);
  expect(await follow(during!, old)).toEqual([200, 1]);
  expect(await follow(after!, await cursorOf(during!))).toEqual([200, 1]);
  expect(await follow(after!, old)).toEqual([400, 'INVALID_CURSOR']);
});

// The last: it leaves the ring of keys to v2.
test('KEY_ENCRYPTION_SECRET: the keys of v1 sign on under v2, are encrypted anew when met, and outlive v1', async () => {
  type Ring = { version: number; keys: Array<{ kid: string; sealedPrivateKey: string }> };
  const ring = async () =>
    (await auth.database.connection.collection('key_rings').findOne()) as unknown as Ring;
  const versions = async () =>
    (await ring()).keys.map(({ sealedPrivateKey }) => sealedPrivateKey.split('.')[0]);
  const { kid } = (await ring()).keys[0]!;
  const signs = async (client: Client): Promise<string> => {
    const phone = newPhone();
    const { sessionId } = (await request(auth.anonymous, phone)).body.data;
    const answer = await verify(client, phone, auth.codeFor(sessionId));
    expect(answer.status).toBe(200);
    return JSON.parse(Buffer.from(answer.body.data.accessToken.split('.')[0], 'base64url').toString()).kid;
  };

  expect(await versions()).toEqual(['v1', 'v1']);
  await expect(auth.startReplica({ KEY_ENCRYPTION_SECRET: v2 })).rejects.toThrow('KEY_ENCRYPTION_SECRET');
  const [one, two] = await Promise.all([
    replicaWith({ KEY_ENCRYPTION_SECRET: both }),
    replicaWith({ KEY_ENCRYPTION_SECRET: both }),
  ]);
  expect(await versions()).toEqual(['v2', 'v2']);
  expect([await signs(one), await signs(two)]).toEqual([kid, kid]);
  expect(await signs(await replicaWith({ KEY_ENCRYPTION_SECRET: v2 }))).toBe(kid);
  await expect(auth.startReplica({ KEY_ENCRYPTION_SECRET: v1 })).rejects.toThrow('KEY_ENCRYPTION_SECRET');
});
