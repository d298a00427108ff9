import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { baseConfigSchema, loadConfig } from '../src/config/index.ts';
import {
  createIdentitySigner,
  createIdentityVerifier,
  servicePublicJwk,
  signingKeyOf,
} from '../src/identity/index.ts';

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

describe('clocks that are apart', () => {
  /** A verifier whose clock is so many seconds ahead of the signer's. */
  const apart = (seconds: number) =>
    createIdentityVerifier({ service: 'wallet', keys, now: () => now + seconds * 1000 });

  test('35 s either way refuse nobody, also with a token that was reused for as long as it is', () => {
    const sign = signer();
    const token = sign.sign('wallet', user);
    now += 29_900;
    expect(sign.sign('wallet', user)).toBe(token);
    now += 1_000;
    for (const seconds of [35, -35]) expect(apart(seconds).verify(token).issuer).toBe('gateway');
  });

  test('a token of one whose clock is far ahead is refused: it would live for longer than a minute', () => {
    expect(apart(-60).verify(signer().sign('wallet')).issuer).toBe('gateway');
    expect(() => apart(-62).verify(signer().sign('wallet'))).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED' }),
    );
  });

  test('a token that says it lives for longer than a minute is refused though it is signed', () => {
    const seconds = now / 1000;
    const living = (life: number) =>
      jwt.sign({ iat: seconds, exp: seconds + life }, gateway.privateKey, {
        algorithm: 'ES256',
        keyid: 'gateway',
        issuer: 'gateway',
        audience: 'wallet',
        header: { alg: 'ES256', typ: 'chowk-internal+jwt' },
      });
    expect(verifier().verify(living(60)).issuer).toBe('gateway');
    expect(() => verifier().verify(living(61))).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED' }));
  });
});

describe('a key that is replaced', () => {
  const fresh = pair();
  const published = (...of: Array<ReturnType<typeof pair>>) => ({
    keys: [jwk('gateway', gateway), ...of.map((one) => servicePublicJwk('orders', one.privateKey))],
  });
  type Settings = { privateKeys: Array<ReturnType<typeof pair>>; keys: ReturnType<typeof published> };
  /** A process of orders with these settings, and one of wallet. */
  const signs = ({ privateKeys, keys: set }: Settings) =>
    createIdentitySigner({
      ...signingKeyOf(
        'orders',
        privateKeys.map(({ privateKey }) => privateKey),
        set,
      ),
      now: clock,
    }).sign('wallet');
  const accepts = ({ keys: set }: Settings, token: string) =>
    createIdentityVerifier({ service: 'wallet', keys: set, now: clock }).verify(token).issuer === 'orders';

  const nameOnly = { keys: [jwk('gateway', gateway), jwk('orders', orders)] };
  const steps: Array<[string, Settings]> = [
    ['one key under its name', { privateKeys: [orders], keys: nameOnly as Settings['keys'] }],
    ['the same key under its thumbprint', { privateKeys: [orders], keys: published(orders) }],
    ['another one published', { privateKeys: [orders, fresh], keys: published(orders, fresh) }],
    ['the other one signs', { privateKeys: [fresh, orders], keys: published(orders, fresh) }],
    ['the first one withdrawn', { privateKeys: [fresh], keys: published(fresh) }],
  ];
  test.each(steps.slice(1).map(([what, after], index) => [what, steps[index]![1], after] as const))(
    '%s: processes from before and after this step accept one another',
    (_what, before, after) => {
      for (const from of [before, after])
        for (const to of [before, after]) expect(accepts(to, signs(from))).toBe(true);
    },
  );

  test('which is gone from the set is refused', () => {
    const last = steps.at(-1)![1];
    expect(() => accepts(last, signs(steps[0]![1]))).toThrow(
      expect.objectContaining({ code: 'UNAUTHORIZED' }),
    );
  });

  test('is not to sign before it is published, nor under the name of another service', () => {
    const privateKeys = [fresh.privateKey];
    expect(() => signingKeyOf('orders', privateKeys, nameOnly)).toThrow('publish it to all services first');
    expect(() => signingKeyOf('wallet', privateKeys, published(fresh))).toThrow(
      'publish it to all services first',
    );
  });

  test('stands in a setting that is a list, of which a single key is one; nonsense is named and never shown', () => {
    const load = (value: string) =>
      loadConfig(baseConfigSchema.pick({ SERVICE_PRIVATE_KEY: true }), { SERVICE_PRIVATE_KEY: value })
        .SERVICE_PRIVATE_KEY;
    const base64 = ({ privateKey }: ReturnType<typeof pair>) =>
      Buffer.from(privateKey.export({ format: 'pem', type: 'pkcs8' })).toString('base64');
    expect(load(base64(orders))).toHaveLength(1);
    const [first, second] = load(`${base64(fresh)}, ${base64(orders)}`);
    expect([first!.equals(fresh.privateKey), second!.equals(orders.privateKey)]).toEqual([true, true]);
    expect(() => load(`${base64(orders)},nonsense`)).toThrow(
      /SERVICE_PRIVATE_KEY: key 2 is not(?![^]*nonsense)/,
    );
  });

  test('needs a name of its own: two keys under one are refused at start', () => {
    const twice = JSON.stringify({ keys: [jwk('orders', orders), jwk('orders', fresh)] });
    expect(() => loadConfig(baseConfigSchema.pick({ SERVICE_KEYS: true }), { SERVICE_KEYS: twice })).toThrow(
      'two keys have one kid',
    );
  });
});
