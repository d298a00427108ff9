import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { createRevocationWriter, signingKeyEntry } from '@chowk/revocations';
import { createIdentityVerifier, IDENTITY_HEADER } from '@chowk/runtime/identity';
import { grpcMethod } from '@chowk/contracts/grpc';
import {
  shiftedClock,
  spawnService,
  startPeerService,
  storeAddresses,
  testClient,
  testEnv,
  uniqueName,
  until,
} from '@chowk/testing';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { accessToken, echo, keys, startGateway, startUpstream, type TestGateway } from './fixture.ts';

/** Signing keys of an auth whose set of public ones a test changes. */
const ring = {
  k1: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  k2: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
};
type Kid = keyof typeof ring;
let published: Kid[] = ['k1', 'k2'];

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let auth: Awaited<ReturnType<typeof startPeerService>>;
let gateway: TestGateway;
let redis: Redis;
beforeAll(async () => {
  upstream = await startUpstream(echo);
  auth = await startPeerService('auth', keys, {
    GetJwks: grpcMethod({
      callers: ['gateway'],
      schema: z.object({}),
      handle: async () => ({
        jwksJson: JSON.stringify({
          keys: published.map((kid) => ({ ...ring[kid].publicKey.export({ format: 'jwk' }), kid })),
        }),
      }),
    }),
  });
  redis = new Redis(storeAddresses().redisUrl);
  gateway = await startGateway(upstream.url, {
    AUTH_GRPC: auth.address,
    JWKS_COOL_DOWN_MS: '100',
    JWKS_MAX_AGE_MS: '1000',
  });
});
afterAll(async () => {
  await gateway.stop();
  await auth.stop();
  await upstream.stop();
  redis.disconnect();
});

const tokenOf = (kid: Kid, claims: Record<string, unknown> = {}) =>
  accessToken(claims, { key: ring[kid].privateKey, header: { kid } });
const statusOf = async (token: string, client = gateway.client): Promise<number> =>
  (await client.get('/api/v1/wallet/balance', { authorization: `Bearer ${token}` })).status;

test('a token that says it lives for thirty years is refused though it is signed', async () => {
  const now = Math.floor(Date.now() / 1000);
  expect(await statusOf(tokenOf('k1', { iat: now, exp: now + 3_600 }))).toBe(200);
  expect(await statusOf(tokenOf('k1', { iat: now, exp: now + 3_601 }))).toBe(401);
  expect(await statusOf(tokenOf('k1', { iat: now, exp: now + 30 * 365 * 86_400 }))).toBe(401);
});

test('a token whose key has left the set is refused once that is read anew, also where it was seen alive', async () => {
  const token = tokenOf('k2');
  expect(await statusOf(token)).toBe(200);
  published = ['k1'];
  // Nothing but this token comes in: asking for it is what reads the set anew.
  await until('the token is refused', async () => (await statusOf(token)) === 401, 5_000);
  expect(await statusOf(tokenOf('k1'))).toBe(200);
});

test('a key that is announced as withdrawn is refused within two seconds, whatever the set says still', async () => {
  published = ['k1', 'k2'];
  const token = tokenOf('k2');
  await until('the key is back', async () => (await statusOf(token)) === 200);
  const writer = createRevocationWriter({
    redis,
    prefix: `${gateway.prefix}:`,
    tokenLifetimeMs: 3_600_000,
  });
  await writer.publish({ sessionId: signingKeyEntry('k2'), userId: '', revokedAt: new Date() });
  await until('the token is refused', async () => (await statusOf(token)) === 401, 2_000);
  expect(await statusOf(tokenOf('k2', { sub: 'usr_2', sid: 'ses_2' }))).toBe(401);
  expect(await statusOf(tokenOf('k1'))).toBe(200);
});

test.each([60_000, -60_000])(
  'a gateway whose clock is off by %d ms refuses nobody early, lets nobody in late, and is believed by services',
  async (skewMs) => {
    const urls = ['AUTH', 'CATALOG', 'ORDERS', 'WALLET', 'NOTIFY', 'NFC_QR'].map((name) => [
      `${name}_URL`,
      upstream.url,
    ]);
    const skewed = await spawnService({
      main: join(import.meta.dirname, '../src/main.ts'),
      env: {
        ...testEnv('gateway', keys, 'unused', uniqueName('gw')),
        // Answers are the upstream's echo, which no declaration knows.
        CHECK_REPLIES: 'false',
        ...Object.fromEntries(urls),
        AUTH_GRPC: auth.address,
        PORT: '0',
        ...shiftedClock(skewMs),
      },
    });
    try {
      const client = testClient(skewed.url);
      await until('it is ready', async () => (await client.get('/readyz')).status === 200);
      const { facts } = (await client.get('/readyz')).body;
      expect(Math.abs(facts.clockSkewMs - skewMs)).toBeLessThan(2_000);
      const now = Math.floor(Date.now() / 1000);
      const ending = { iat: now - 800, exp: now + 20 };
      const ended = { iat: now - 900, exp: now - 20 };
      const answer = await client.get('/api/v1/wallet/balance', {
        authorization: `Bearer ${tokenOf('k1', ending)}`,
      });
      expect(answer.status).toBe(200);
      expect(await statusOf(tokenOf('k1', ended), client)).toBe(401);
      const wallet = createIdentityVerifier({ service: 'wallet', keys: keys.keySet });
      expect(wallet.verify(answer.body.headers[IDENTITY_HEADER]).issuer).toBe('gateway');
    } finally {
      await skewed.stop();
    }
  },
);
