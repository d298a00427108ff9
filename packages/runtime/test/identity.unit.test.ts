import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { createIdentitySigner, createIdentityVerifier } from '../src/identity/index.ts';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const gateway = pair();
const orders = pair();
const jwk = (kid: string, { publicKey }: ReturnType<typeof pair>) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  kty: 'EC' as const,
});
const keys = { keys: [jwk('gateway', gateway), jwk('orders', orders)] };
const user = { userId: 'usr_1', sessionId: 'ses_1', roles: ['user', 'admin'] as const };

let now = 1_000_000_000_000;
const clock = () => now;
const signer = (service = 'gateway', key = gateway.privateKey) =>
  createIdentitySigner({ service, privateKey: key, now: clock });
const verifier = (service = 'wallet') => createIdentityVerifier({ service, keys, now: clock });
beforeEach(() => {
  now = 1_000_000_000_000;
});

test('says who signed and for whom it speaks', () => {
  expect(verifier().verify(signer().sign('wallet', user))).toEqual({ issuer: 'gateway', user });
  expect(verifier().verify(signer('orders', orders.privateKey).sign('wallet'))).toEqual({ issuer: 'orders' });
});

test('is reused for half its life and dead after it, also where it was seen alive', () => {
  const sign = signer();
  const check = verifier();
  const token = sign.sign('wallet', user);
  check.verify(token);
  now += 29_000;
  expect(sign.sign('wallet', user)).toBe(token);
  now += 2_000;
  expect(sign.sign('wallet', user)).not.toBe(token);
  expect(check.verify(token).issuer).toBe('gateway');
  now += 40_000;
  expect(() => check.verify(token)).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED' }));
});

test('speaks for one person: another session or role gets another token', () => {
  const sign = signer();
  const tokens = [user, { ...user, sessionId: 'ses_2' }, { ...user, roles: ['user'] as const }].map((who) =>
    sign.sign('wallet', who),
  );
  expect(new Set(tokens).size).toBe(3);
});

const forged: Array<[string, () => string | undefined]> = [
  ['none at all', () => undefined],
  ['nonsense', () => 'x'],
  ['one for another service', () => signer().sign('orders', user)],
  ['one that orders signed as the gateway', () => signer('gateway', orders.privateKey).sign('wallet', user)],
  ['one of an unknown service', () => signer('mallory', pair().privateKey).sign('wallet', user)],
  [
    'another kind of token under the same key',
    () =>
      jwt.sign({}, gateway.privateKey, {
        algorithm: 'ES256',
        keyid: 'gateway',
        issuer: 'gateway',
        audience: 'wallet',
        expiresIn: 60,
      }),
  ],
  [
    'one whose kid and issuer differ',
    () =>
      jwt.sign({ exp: now / 1000 + 60 }, orders.privateKey, {
        algorithm: 'ES256',
        keyid: 'orders',
        issuer: 'gateway',
        audience: 'wallet',
        header: { alg: 'ES256', typ: 'chowk-internal+jwt' },
      }),
  ],
];
test.each(forged)('refuses %s', (_what, token) => {
  expect(() => verifier().verify(token())).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED' }));
});
