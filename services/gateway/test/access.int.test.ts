import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createIdentityVerifier, IDENTITY_HEADER } from '@chowk/runtime/identity';
import { storeAddresses, until } from '@chowk/testing';
import { Redis } from 'ioredis';
import {
  accessToken,
  echo,
  keys,
  startGateway,
  startUpstream,
  tokenKey,
  type TestGateway,
} from './fixture.ts';

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let gateway: TestGateway;
let redis: Redis;

beforeAll(async () => {
  upstream = await startUpstream(echo);
  gateway = await startGateway(upstream.url, { RATE_LIMIT_ANONYMOUS: '10000', RATE_LIMIT_USER: '10000' });
  redis = new Redis(storeAddresses().redisUrl);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
  redis.disconnect();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const identityOf = (headers: Record<string, string>, service = 'orders') =>
  createIdentityVerifier({ service, keys: keys.keySet }).verify(headers[IDENTITY_HEADER]);

describe('who is asking', () => {
  test('a live token becomes a signed identity for the one service, and the token stays at the door', async () => {
    const answer = await gateway.client.get(
      '/api/v1/cart',
      bearer(accessToken({ sub: 'usr_7', sid: 'ses_7' })),
    );
    expect(answer.status).toBe(200);
    expect(identityOf(answer.body.headers)).toEqual({
      issuer: 'gateway',
      user: { userId: 'usr_7', sessionId: 'ses_7', roles: ['user'] },
    });
    expect(() => identityOf(answer.body.headers, 'wallet')).toThrow();
    expect(answer.body.headers.authorization).toBeUndefined();
  });

  test('nobody in particular is passed on as nobody where a route allows it, else refused', async () => {
    const cart = await gateway.client.get('/api/v1/cart');
    expect(identityOf(cart.body.headers)).toEqual({ issuer: 'gateway' });
    const wallet = await gateway.client.get('/api/v1/wallet/balance');
    expect([wallet.status, wallet.body.code]).toEqual([401, 'UNAUTHORIZED']);
    expect(wallet.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('identity and forwarding headers of the client are dropped, in any spelling', async () => {
    const answer = await gateway.client.get('/api/v1/cart', {
      'X-User-Id': 'usr_admin',
      'x-user-roles': 'owner',
      'X-Internal-Identity': 'forged',
      'x-internal-anything': '1',
      'X-Forwarded-Host': 'evil.example',
      'x-client-ip': '1.1.1.1',
      'x-deadline-ms': '1',
    });
    const { headers } = answer.body;
    expect(
      Object.keys(headers).filter(
        (name) => name.startsWith('x-user-') || name.startsWith('x-forwarded-host'),
      ),
    ).toEqual([]);
    expect(headers['x-internal-anything']).toBeUndefined();
    expect(identityOf(headers)).toEqual({ issuer: 'gateway' });
    expect(headers['x-client-ip']).toBe('127.0.0.1');
    expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(1000);
  });

  test('a header named in Connection cannot be used to strip what we say', async () => {
    const { body } = await gateway.client.get('/api/v1/cart', { 'x-note': 'hop' });
    expect(body.headers['x-note']).toBe('hop');
  });

  test('a role route needs the role', async () => {
    const refused = await gateway.client.get('/api/v1/admin/ledger/verify', bearer(accessToken()));
    expect([refused.status, refused.body.code]).toEqual([403, 'FORBIDDEN']);
    const admin = bearer(accessToken({ sub: 'usr_a', sid: 'ses_a', roles: ['admin'] }));
    expect((await gateway.client.get('/api/v1/admin/ledger/verify', admin)).status).toBe(200);
  });
});

describe('tokens that are not right are 401, whatever is wrong', () => {
  const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = () => ({
    sub: 'usr_1',
    sid: 'ses_1',
    roles: ['owner'],
    iss: 'chowk',
    aud: 'chowk-api',
    exp: 4e9,
  });
  const publicPem = tokenKey.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const hs256 = () => {
    const input = `${b64({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${b64(claims())}`;
    return `${input}.${createHmac('sha256', publicPem).update(input).digest('base64url')}`;
  };
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Math.floor(Date.now() / 1000);
  const attacks: Array<[string, () => string]> = [
    ['alg none', () => `${b64({ alg: 'none', typ: 'at+jwt', kid: 'k1' })}.${b64(claims())}.`],
    ['HS256 with the public key', hs256],
    ['a stranger’s key under our kid', () => accessToken({}, { key: stranger.privateKey })],
    ['an unknown kid', () => accessToken({}, { header: { kid: 'k2' } })],
    ['a kid that is a path', () => accessToken({}, { header: { kid: '../../etc/passwd' } })],
    ['a jku header', () => accessToken({}, { header: { jku: 'http://127.0.0.1:1/jwks.json' } })],
    [
      'a jwk header',
      () =>
        accessToken(
          {},
          { key: stranger.privateKey, header: { jwk: stranger.publicKey.export({ format: 'jwk' }) } },
        ),
    ],
    ['an x5u header', () => accessToken({}, { header: { x5u: 'http://127.0.0.1:1/x' } })],
    ['another typ', () => accessToken({}, { header: { typ: 'JWT' } })],
    ['another audience', () => accessToken({ aud: 'other' })],
    ['another issuer', () => accessToken({ iss: 'other' })],
    ['expired', () => accessToken({ exp: now - 60 })],
    ['not yet valid', () => accessToken({ nbf: now + 600 })],
    ['no session', () => accessToken({ sid: undefined })],
    ['an unknown role', () => accessToken({ roles: ['root'] })],
    [
      'an altered payload',
      () => {
        const [header, , signature] = accessToken().split('.');
        return `${header}.${b64(claims())}.${signature}`;
      },
    ],
    ['a refresh token', () => 'rft_abcdefghijklmnopqrstuvwxyz'],
    ['nonsense', () => 'x.y.z'],
  ];
  test.each(attacks)('%s', async (_what, token) => {
    const answer = await gateway.client.get('/api/v1/wallet/balance', bearer(token()));
    expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHORIZED']);
    // A bad token is refused also where none is needed: the client should learn that it is not signed in.
    expect((await gateway.client.get('/api/v1/cart', bearer(token()))).status).toBe(401);
  });

  test('another scheme than Bearer', async () => {
    expect((await gateway.client.get('/api/v1/cart', { authorization: 'Basic dTpw' })).status).toBe(401);
  });
});

describe('a session that ended', () => {
  test('is refused within two seconds of being said', async () => {
    const token = bearer(accessToken({ sub: 'usr_r', sid: 'ses_r' }));
    expect((await gateway.client.get('/api/v1/wallet/balance', token)).status).toBe(200);
    await redis.set(`${gateway.prefix}:revoked:ses_r`, '1', 'EX', 900);
    await redis.publish(
      `${gateway.prefix}:revocations`,
      JSON.stringify({ sessionId: 'ses_r', userId: 'usr_r' }),
    );
    await until(
      'the token is refused',
      async () => (await gateway.client.get('/api/v1/wallet/balance', token)).status === 401,
      2000,
    );
  });

  test('is refused by a gateway that started afterwards', async () => {
    await redis.set(`${gateway.prefix}:revoked:ses_old`, '1', 'EX', 900);
    const late = await startGateway(upstream.url, { REDIS_PREFIX: `${gateway.prefix}:` });
    const token = bearer(accessToken({ sub: 'usr_o', sid: 'ses_old' }));
    await until(
      'the token is refused',
      async () => (await late.client.get('/api/v1/wallet/balance', token)).status === 401,
      2000,
    );
    await late.stop();
  });
});
