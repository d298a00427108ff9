import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { callAs, storeAddresses, testClient, until } from '@chowk/testing';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

let auth: TestAuth;
let published: Array<{ sessionId: string; userId: string }>;
let subscriber: Redis;
/** A replica whose grace is over at once. */
let graceless: Awaited<ReturnType<TestAuth['startReplica']>>;

beforeAll(async () => {
  auth = await startAuth({
    replicas: 2,
    env: { REVOCATION_SWEEP_MS: '100', REVOCATION_AUDIT_MS: '200' },
  });
  graceless = await auth.startReplica({ REFRESH_GRACE_MS: '0' });
  published = [];
  subscriber = new Redis(storeAddresses().redisUrl);
  await subscriber.subscribe(`${auth.prefix}:revocations`);
  subscriber.on('message', (_channel, message) => published.push(JSON.parse(message)));
});
afterAll(async () => {
  subscriber.disconnect();
  await graceless.stop();
  await auth.stop();
});

const clientOf = (url: string) => testClient(url, auth.keys.headers('auth'));
const refresh = (refreshToken: string, url = auth.service.url) =>
  clientOf(url).post('/api/v1/auth/refresh', { refreshToken });
const revokedKey = (sid: string) => `${auth.prefix}:revoked:${sid}`;
const messagesAbout = (sid: string) => published.filter(({ sessionId }) => sessionId === sid);
const eventsAbout = (sid: string) =>
  auth.events.of('sessionRevoked').filter((event) => event.data.sessionId === sid);

interface TokenRow {
  _id: string;
  rotatedAt?: Date;
  successorHash?: string;
}
/** Walks the refresh tokens of a session: one root, each with one successor at the most, to the leaves. */
async function tree(sessionId: string): Promise<{ leaves: number; chain: number; all: number }> {
  const tokens = auth.database.connection.collection<TokenRow>('refresh_tokens');
  const rows = await tokens.find({ sessionId } as object).toArray();
  const successors = new Set(rows.map((row) => row.successorHash));
  const roots = rows.filter((row) => !successors.has(row._id));
  expect(roots).toHaveLength(1);
  let chain = 0;
  for (let at: TokenRow | undefined = roots[0]; at; chain++) {
    at = rows.find((row) => row._id === at!.successorHash);
  }
  return { leaves: rows.filter((row) => !row.rotatedAt).length, chain, all: rows.length };
}

describe('access tokens', () => {
  test('they verify with the published key and say who, which session and which roles for 15 minutes', async () => {
    const { accessToken, user, sid } = await auth.signIn(newPhone());
    const jwks = await auth.anonymous.get('/.well-known/jwks.json');
    expect(jwks.status).toBe(200);
    expect(jwks.headers.get('cache-control')).toBe('public, max-age=300');
    const { header } = jwt.decode(accessToken, { complete: true })!;
    expect(header).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const jwk = jwks.body.keys.find((key: { kid: string }) => key.kid === header.kid) as JsonWebKey;
    expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const claims = jwt.verify(accessToken, createPublicKey({ key: jwk, format: 'jwk' }), {
      algorithms: ['ES256'],
      issuer: 'chowk',
      audience: 'chowk-api',
    }) as jwt.JwtPayload;
    expect(claims).toMatchObject({ sub: user.id, sid, roles: ['user'] });
    expect(claims.exp! - claims.iat!).toBe(900);
  });
});

describe('refresh', () => {
  test('a refresh token is exchanged for new tokens of the same session', async () => {
    const { refreshToken, sid, as } = await auth.signIn(newPhone());
    const end = async () => (await as.get('/api/v1/auth/sessions')).body.data.items[0].expiresAt as string;
    const before = await end();
    const answer = await refresh(refreshToken);
    expect(answer.status).toBe(200);
    // A session that is used does not run out.
    expect((await end()) > before).toBe(true);
    const { data } = answer.body;
    expect(data.refreshToken).not.toBe(refreshToken);
    expect(data.token).toBe(data.accessToken);
    expect(jwt.decode(data.accessToken)).toMatchObject({ sid });
    expect((await refresh(data.refreshToken)).status).toBe(200);
    expect(await tree(sid)).toEqual({ leaves: 1, chain: 3, all: 3 });
  });

  test('ten refreshes at once, over two replicas, get one successor and leave one live leaf', async () => {
    const [one, other] = auth.replicas;
    const { refreshToken, sid } = await auth.signIn(newPhone());
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => refresh(refreshToken, (i % 2 ? other : one)!.url)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(({ body }) => body.data.refreshToken)).size).toBe(1);
    expect(await tree(sid)).toEqual({ leaves: 1, chain: 2, all: 2 });
  });

  test('a tab that comes late within the grace gets the leaf, not a token that is used already', async () => {
    const { refreshToken, sid } = await auth.signIn(newPhone());
    const second = (await refresh(refreshToken)).body.data.refreshToken as string;
    const third = (await refresh(second)).body.data.refreshToken as string;
    expect((await refresh(refreshToken)).body.data.refreshToken).toBe(third);
    expect(await tree(sid)).toEqual({ leaves: 1, chain: 3, all: 3 });
  });

  test('reuse after the grace ends the family, once, for everybody', async () => {
    const { refreshToken, sid, user } = await auth.signIn(newPhone());
    const { refreshToken: leaf } = (await refresh(refreshToken)).body.data;
    await new Promise((resolve) => setTimeout(resolve, 5));
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(refreshToken, graceless.url)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(401));
    expect(answers.map(({ body }) => body.code)).toContain('REFRESH_TOKEN_REUSED');

    const thief = await refresh(leaf);
    expect([thief.status, thief.body.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(await auth.redis.exists(revokedKey(sid))).toBe(1);
    await until('the event', () => eventsAbout(sid).length > 0);
    expect(eventsAbout(sid).map(({ data }) => data)).toEqual([
      { userId: user.id, sessionId: sid, reason: 'refresh_token_reused' },
    ]);
    await until('the message', () => messagesAbout(sid).length > 0);
    const audit = await auth.database.connection.collection('audit').find({ subjectId: user.id }).toArray();
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['session.started', 'refresh_token.reused', 'session.revoked']),
    );
    expect(audit.filter(({ action }) => action === 'session.revoked')).toHaveLength(1);
  });

  test('reuse of an older ancestor ends the family too', async () => {
    const { refreshToken } = await auth.signIn(newPhone());
    const second = (await refresh(refreshToken)).body.data.refreshToken as string;
    const third = (await refresh(second)).body.data.refreshToken as string;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await refresh(refreshToken, graceless.url)).body.code).toBe('REFRESH_TOKEN_REUSED');
    expect((await refresh(third)).body.code).toBe('UNAUTHORIZED');
  });

  test('the grace counts from the exchange, not from a request that the database kept waiting', async () => {
    const impatient = await auth.startReplica({ REFRESH_GRACE_MS: '1000' });
    const { refreshToken, sid } = await auth.signIn(newPhone());
    const holder = await auth.database.connection.startSession();
    try {
      holder.startTransaction();
      await auth.database.connection
        .collection<{ _id: string }>('sessions')
        .updateOne({ _id: sid }, { $set: { device: 'held' } }, { session: holder });
      const waiting = refresh(refreshToken, impatient.url);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      await holder.abortTransaction();
      const first = await waiting;
      expect(first.status).toBe(200);
      const again = await refresh(refreshToken, impatient.url);
      expect([again.status, again.body.data?.refreshToken]).toEqual([200, first.body.data.refreshToken]);
    } finally {
      await holder.endSession();
      await impatient.stop();
    }
  });

  test('ten that rotate while the session ends leave nothing that works', async () => {
    const { refreshToken, as, sid } = await auth.signIn(newPhone());
    const [out, ...answers] = await Promise.all([
      as.post('/api/v1/auth/logout'),
      ...Array.from({ length: 10 }, () => refresh(refreshToken)),
    ]);
    expect(out!.status).toBe(200);
    for (const { status } of answers) expect([200, 401]).toContain(status);
    for (const { body } of answers.filter(({ status }) => status === 200)) {
      expect((await refresh(body.data.refreshToken)).status).toBe(401);
    }
    expect(await auth.redis.exists(revokedKey(sid))).toBe(1);
  });

  test('what is at rest cannot be presented, and holds no successor in the clear', async () => {
    const { refreshToken, sid } = await auth.signIn(newPhone());
    const successor = (await refresh(refreshToken)).body.data.refreshToken as string;
    const rows = await auth.database.connection
      .collection<TokenRow>('refresh_tokens')
      .find({ sessionId: sid } as object)
      .toArray();
    expect(JSON.stringify(rows)).not.toContain(refreshToken);
    expect(JSON.stringify(rows)).not.toContain(successor);
    for (const { _id } of rows) expect((await refresh(_id)).status).toBe(401);
  });

  test('an access token, an unknown token and an expired one are UNAUTHORIZED', async () => {
    const shortLived = await auth.startReplica({ REFRESH_TOKEN_TTL_SECONDS: '1' });
    try {
      const { accessToken, refreshToken } = await auth.signIn(newPhone());
      const short = (await refresh(refreshToken, shortLived.url)).body.data.refreshToken as string;
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      for (const token of [accessToken, 'x', 'A'.repeat(43), short]) {
        const answer = await refresh(token);
        expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHORIZED']);
      }
    } finally {
      await shortLived.stop();
    }
  });

  test.each([
    [{}, 'refreshToken'],
    [{ refreshToken: { $ne: null } }, 'refreshToken'],
    [{ refreshToken: 7 }, 'refreshToken'],
    [{ refreshToken: 'x'.repeat(513) }, 'refreshToken'],
    [{ refreshToken: 'x', userId: 'usr_1' }, 'userId'],
  ])('a bad body is refused with its field: %j', async (body, path) => {
    const answer = await auth.anonymous.post('/api/v1/auth/refresh', body);
    expect(answer.status).toBe(422);
    expect(answer.body.details[0].path).toBe(path);
  });
});

describe('signing out', () => {
  test('it ends the session in the database, in Redis, on the channel and by event; twice is no error', async () => {
    const { as, sid, user, refreshToken } = await auth.signIn(newPhone());
    const verify = callAs('gateway', 'auth', auth.service.grpcAddress, auth.keys);
    expect(await verify.verifySession({ sessionId: sid })).toEqual({ active: true, userId: user.id });

    expect((await as.post('/api/v1/auth/logout')).status).toBe(200);
    const ttl = await auth.redis.ttl(revokedKey(sid));
    // For as long as the longest token that verifiers let in, whatever tokens live now, and a minute.
    expect(ttl).toBeGreaterThan(3_600);
    expect(ttl).toBeLessThanOrEqual(3_660);
    await until('the message', () => messagesAbout(sid).length > 0, 2_000);
    expect(messagesAbout(sid)).toEqual([{ sessionId: sid, userId: user.id }]);
    expect(await verify.verifySession({ sessionId: sid })).toEqual({ active: false, userId: user.id });
    expect((await refresh(refreshToken)).body.code).toBe('UNAUTHORIZED');
    await until('the event', () => eventsAbout(sid).length > 0);

    expect((await as.post('/api/v1/auth/logout')).status).toBe(200);
    expect(eventsAbout(sid).map(({ data }) => data.reason)).toEqual(['logout']);
    verify.close();
  });

  test('with Redis away it still succeeds, and another replica publishes it within two seconds', async () => {
    const cut = await auth.startReplica({ REDIS_URL: 'redis://127.0.0.1:1', REVOCATION_SWEEP_MS: '60000' });
    try {
      const { identity, sid } = await auth.signIn(newPhone());
      const client = testClient(cut.url, auth.keys.headers('auth', identity));
      expect((await client.post('/api/v1/auth/logout')).status).toBe(200);
      await until('the key', async () => (await auth.redis.exists(revokedKey(sid))) === 1, 2_000);
      await until('the message', () => messagesAbout(sid).length === 1, 2_000);
      const sessions = auth.database.connection.collection<{ _id: string }>('sessions');
      await until(
        'the mark is gone',
        async () => !(await sessions.findOne({ _id: sid }))!['unannounced' as never],
      );
    } finally {
      await cut.stop();
    }
  });

  test('when the process dies between the commit and Redis, the session is refused within two seconds all the same', async () => {
    const { as, sid } = await auth.signIn(newPhone());
    armFailpoints('auth.sessions.ended=error');
    try {
      expect((await as.post('/api/v1/auth/logout')).status).toBe(500);
    } finally {
      armFailpoints('');
    }
    await until('the key', async () => (await auth.redis.exists(revokedKey(sid))) === 1, 2_000);
    await until('the event', () => eventsAbout(sid).length === 1);
  });

  test('a Redis that was emptied learns of recent ends again', async () => {
    const { as, sid } = await auth.signIn(newPhone());
    await as.post('/api/v1/auth/logout');
    expect(await auth.redis.del(revokedKey(sid))).toBe(1);
    await until('the key', async () => (await auth.redis.exists(revokedKey(sid))) === 1, 2_000);
    await until('the message', () => messagesAbout(sid).length === 2, 2_000);
  });

  test('a replica that has lost Redis publishes again as soon as it is back, not at the next round', async () => {
    const proxy = await redisProxy();
    const lone = await startAuth({
      env: { REDIS_URL: proxy.url, REVOCATION_SWEEP_MS: '600000', REVOCATION_AUDIT_MS: '600000' },
    });
    try {
      const { as, sid } = await lone.signIn(newPhone());
      await as.post('/api/v1/auth/logout');
      const key = `${lone.prefix}:revoked:${sid}`;
      expect(await lone.redis.del(key)).toBe(1);
      proxy.cut();
      await until('the key', async () => (await lone.redis.exists(key)) === 1, 5_000);
    } finally {
      await lone.stop();
      await proxy.stop();
    }
  });

  test('logout-all ends every session of the user and of nobody else', async () => {
    const phone = newPhone();
    const first = await auth.signIn(phone);
    const second = await signInAgain(phone);
    const other = await auth.signIn(newPhone());
    const answer = await first.as.post('/api/v1/auth/logout-all');
    expect(answer.body.data).toEqual({ ended: 2 });
    for (const { sid } of [first, second]) expect(await auth.redis.exists(revokedKey(sid))).toBe(1);
    expect(await auth.redis.exists(revokedKey(other.sid))).toBe(0);
    expect((await refresh(other.refreshToken)).status).toBe(200);
    expect((await refresh(second.refreshToken)).status).toBe(401);
  });
});

/** Redis by a way that can be cut. */
async function redisProxy() {
  const { hostname, port } = new URL(storeAddresses().redisUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    async stop() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A second sign-in of one phone: the pause between codes does not matter here. */
async function signInAgain(phone: string, device?: string) {
  const sends = await auth.redis.keys(`${auth.prefix}:otp:sends:phone:*`);
  if (sends.length > 0) await auth.redis.del(sends);
  return auth.signIn(phone, device);
}

describe('the list of sessions', () => {
  test('it pages newest first, tells devices and which one asks, and leaves ended ones out', async () => {
    const phone = newPhone();
    const devices = ['one', 'two', 'three', 'four'];
    const signedIn = [];
    for (const device of devices) signedIn.push(await signInAgain(phone, device));
    const { as, sid } = signedIn[3]!;
    await signedIn[0]!.as.post('/api/v1/auth/logout');

    const first = await as.get('/api/v1/auth/sessions?limit=2');
    expect(first.body.data.items.map((item: { device: string }) => item.device)).toEqual(['four', 'three']);
    expect(first.body.data.items[0]).toMatchObject({ id: sid, current: true });
    const second = await as.get(`/api/v1/auth/sessions?limit=2&cursor=${first.body.meta.nextCursor}`);
    expect(second.body.data.items.map((item: { device: string }) => item.device)).toEqual(['two']);
    expect(second.body.meta.nextCursor).toBeNull();
    expect((await as.get('/api/v1/auth/sessions?cursor=made.up')).body.code).toBe('INVALID_CURSOR');
    expect((await as.get('/api/v1/auth/sessions?limit=0')).status).toBe(422);
  });

  test('one of the own sessions can be ended; one of somebody else is not there', async () => {
    const phone = newPhone();
    const first = await auth.signIn(phone);
    const second = await signInAgain(phone);
    const stranger = await auth.signIn(newPhone());
    const foreign = await stranger.as.delete(`/api/v1/auth/sessions/${second.sid}`);
    expect([foreign.status, foreign.body.code]).toEqual([404, 'SESSION_NOT_FOUND']);
    expect((await first.as.delete(`/api/v1/auth/sessions/${second.sid}`)).status).toBe(200);
    expect((await first.as.delete(`/api/v1/auth/sessions/${second.sid}`)).status).toBe(404);
    expect((await refresh(second.refreshToken)).status).toBe(401);
    expect((await refresh(first.refreshToken)).status).toBe(200);
  });

  test.each([
    ['get', '/api/v1/auth/sessions'],
    ['post', '/api/v1/auth/logout'],
    ['post', '/api/v1/auth/logout-all'],
    ['delete', '/api/v1/auth/sessions/ses_1'],
    ['get', '/api/v1/users/profile'],
  ] as const)('nobody without a sign-in, and nobody past the gateway: %s %s', async (method, path) => {
    const call = (client: ReturnType<typeof testClient>) =>
      method === 'get' ? client.get(path) : method === 'post' ? client.post(path) : client.delete(path);
    expect((await call(auth.anonymous)).status).toBe(401);
    const forged = testClient(auth.service.url, { 'x-user-id': 'usr_1', 'x-internal-identity': 'forged' });
    expect((await call(forged)).status).toBe(401);
  });
});
