import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { createLogger } from '../log/logger.ts';
import { createAccessTokenVerifier } from './access-token.ts';
import { createRemoteJwks } from './remote-jwks.ts';

const logger = createLogger({ service: 'test', level: 'silent', pretty: false });

function authority(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid } };
}

const claims = { sub: 'usr_1', sid: 'ses_1', roles: ['user'] };

function sign(
  by: ReturnType<typeof authority>,
  over: jwt.SignOptions = {},
  payload: object = claims,
): string {
  return jwt.sign(payload, by.privateKey, {
    algorithm: 'ES256',
    keyid: by.kid,
    issuer: 'chowk',
    audience: 'chowk-api',
    expiresIn: 60,
    header: { alg: 'ES256', typ: 'at+jwt' },
    ...over,
  });
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('access tokens', () => {
  const own = authority('k1');
  const foreign = authority('k1');
  const options = {
    issuer: 'chowk',
    audience: 'chowk-api',
    maxLifetimeSeconds: 3_600,
    keys: createRemoteJwks({
      fetchJwks: async () => JSON.stringify({ keys: [own.jwk] }),
      logger,
      coolDownMs: 10_000,
      maxAgeMs: 60_000,
    }),
  };
  const verifier = createAccessTokenVerifier(options);

  test('a token of the issuer tells who it speaks for and until when', async () => {
    await expect(verifier.verify(sign(own))).resolves.toEqual({
      userId: 'usr_1',
      sessionId: 'ses_1',
      roles: ['user'],
      expiresAt: expect.any(Number),
      keyId: 'k1',
    });
  });

  const body = base64({ ...claims, iss: 'chowk', aud: 'chowk-api', exp: Date.now() / 1000 + 60 });
  const hs = `${base64({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${body}`;
  const pem = own.publicKey.export({ type: 'spki', format: 'pem' });
  const withOwnKey = `${base64({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', jwk: foreign.jwk, jku: 'http://x/' })}.${body}`;
  const foreignSignature = createSign('sha256')
    .update(withOwnKey)
    .sign({ key: foreign.privateKey, dsaEncoding: 'ieee-p1363' }, 'base64url');

  test('the longest life that is granted is granted, and the clock that judges is the one handed in', async () => {
    const token = sign(own, { expiresIn: 3_600 });
    await expect(verifier.verify(token)).resolves.toMatchObject({ userId: 'usr_1' });
    const inTwoHours = createAccessTokenVerifier({
      ...options,
      clock: () => new Date(Date.now() + 7_200_000),
    });
    await expect(inTwoHours.verify(token)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test.each<[string, string]>([
    ['no algorithm', `${base64({ alg: 'none', typ: 'at+jwt', kid: 'k1' })}.${body}.`],
    [
      'HMAC with the public key as secret',
      `${hs}.${createHmac('sha256', pem).update(hs).digest('base64url')}`,
    ],
    ['a key brought along', `${withOwnKey}.${foreignSignature}`],
    ['another key under a known kid', sign(foreign)],
    ['an unknown kid', sign({ ...own, kid: 'k2' })],
    ['a kid that is a path', sign({ ...own, kid: '../../dev/null' })],
    ['another audience', sign(own, { audience: 'other' })],
    ['another issuer', sign(own, { issuer: 'other' })],
    ['another type', sign(own, { header: { alg: 'ES256', typ: 'JWT' } })],
    ['the past', sign(own, { expiresIn: -60 })],
    ['the future', sign(own, { notBefore: 60 })],
    ['a life of thirty years', sign(own, { expiresIn: '30y' })],
    ['a longer life than is granted', sign(own, { expiresIn: 3_601 })],
    ['a life that begins in an hour', sign(own, {}, { ...claims, iat: Date.now() / 1000 + 3_600 })],
    ['roles that we do not have', sign(own, {}, { ...claims, roles: ['god'] })],
    ['no session', sign(own, {}, { sub: 'usr_1', roles: ['user'] })],
    ['an endless text', 'a'.repeat(100_000)],
    ['no token at all', ''],
    ['two dots', '..'],
  ])('a token with %s is refused', async (_what, token) => {
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('signing keys', () => {
  const first = authority('k1');
  const second = authority('k2');

  function issuer(coolDownMs = 1000, maxAgeMs = 60_000) {
    const state = { jwks: [first.jwk], away: false, asked: 0, now: 0 };
    const keys = createRemoteJwks({
      logger,
      coolDownMs,
      maxAgeMs,
      now: () => state.now,
      async fetchJwks() {
        state.asked += 1;
        if (state.away) throw new Error('away');
        return JSON.stringify({ keys: state.jwks });
      },
    });
    return { state, keys };
  }

  test('made-up key ids ask the issuer once in a cool-down, also when they come together', async () => {
    const { state, keys } = issuer();
    await Promise.all(Array.from({ length: 50 }, (_, n) => keys.find(`made-up-${n}`)));
    await keys.find('made-up');
    expect(state.asked).toBe(1);
    state.now = 1000;
    await keys.find('made-up');
    expect(state.asked).toBe(2);
  });

  test('a new key is found once the cool-down is over, and a withdrawn one ends with its age', async () => {
    const { state, keys } = issuer();
    expect(await keys.find('k1')).toBeDefined();
    state.jwks = [second.jwk];
    state.now = 1000;
    expect(await keys.find('k2')).toBeDefined();
    expect(await keys.find('k1')).toBeUndefined();
  });

  test('a withdrawn key is gone from the set as soon as that is read anew, which asking for it sets going', async () => {
    const { state, keys } = issuer(1000, 5000);
    await keys.find('k1');
    state.jwks = [second.jwk];
    state.now = 4_999;
    expect([keys.has('k1'), state.asked]).toEqual([true, 1]);
    state.now = 5_000;
    expect([keys.has('k1'), state.asked]).toEqual([true, 2]);
    await new Promise(setImmediate);
    expect([keys.has('k1'), keys.has('k2')]).toEqual([false, true]);
  });

  test('known keys go on while the issuer is away; an unknown one is "try again", not "refused"', async () => {
    const { state, keys } = issuer(1000, 5000);
    await keys.find('k1');
    state.away = true;
    state.now = 10_000;
    expect(await keys.find('k1')).toBeDefined();
    await expect(keys.find('k2')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(await keys.find('k1')).toBeDefined();
  });
});
