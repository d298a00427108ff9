import { generateKeyPairSync } from 'node:crypto';
import { blobConfigSchema } from '../packages/blobs/src/index.ts';
import { Keyring } from '../packages/keyring/src/index.ts';
import { developmentDefaultOf } from '../packages/runtime/src/config/index.ts';
import type { z } from 'zod';
import { SERVICES } from './env-example.ts';

/** What a secret is called, at the end of its name or before what it is the secret of. */
const SOUNDS_SECRET = /(SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|TOKEN|PRIVATE|_KEYS?)(_|$)/;
/** Sound like secrets, and are none. Each with a reason. */
const NO_SECRETS: Record<string, string> = {
  ACCESS_TOKEN_ISSUER: 'a name',
  ACCESS_TOKEN_AUDIENCE: 'a name',
  ACCESS_TOKEN_TTL_SECONDS: 'a time',
  ACCESS_TOKEN_MAX_LIFETIME_SECONDS: 'a time',
  REFRESH_TOKEN_TTL_SECONDS: 'a time',
  KEY_RELOAD_MS: 'a time',
  SERVICE_KEYS: 'public keys, several of a service at a time',
  RAZORPAY_KEY_ID: 'a public id, which every checkout page shows',
  S3_ACCESS_KEY_ID: 'an id; its secret is a setting of its own',
  CHOWK_FAILPOINTS: 'names of places, which production refuses',
  SMS_DRIVER: 'the name of a driver, of which production refuses one',
};
/** A list of another kind, with a test of its own below. */
const KEY_PAIRS = 'SERVICE_PRIVATE_KEY';

const settings = Object.entries({ ...SERVICES, blobs: blobConfigSchema }).flatMap(([service, schema]) =>
  Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => ({
    service,
    name,
    field,
  })),
);
const secrets = settings.filter(
  ({ name, field }) =>
    !(name in NO_SECRETS) &&
    name !== KEY_PAIRS &&
    (SOUNDS_SECRET.test(name) || developmentDefaultOf(field) !== undefined),
);

test.each(secrets)('$name of $service is a list of versions, the first of which is used', ({ field }) => {
  const byDefault = field.parse(undefined);
  expect(byDefault).toBeInstanceOf(Keyring);
  const [version] = (byDefault as Keyring).versions;
  // Printed codes name their keys by one symbol, everything else by v1, v2 and so on.
  const [old, next] = version === 'a' ? ['a', 'b'] : ['v1', 'v2'];
  const list = field.parse(`${next}:${'n'.repeat(32)},${old}:${'o'.repeat(32)}`) as Keyring;
  expect(list.versions).toEqual([next, old]);
});

test('the walk finds the secrets that there are', () => {
  const names = new Set(secrets.map(({ name }) => name));
  expect([...names].sort()).toEqual([
    'CURSOR_SECRET',
    'KEY_ENCRYPTION_SECRET',
    'LOG_ADDRESS_SECRET',
    'OTP_SECRET',
    'QR_SIGNING_KEYS',
    'RAZORPAY_KEY_SECRET',
    'RAZORPAY_WEBHOOK_SECRET',
    'REVEAL_SECRET',
    'S3_SECRET_ACCESS_KEY',
  ]);
  expect(
    Object.keys(NO_SECRETS).filter((name) => !settings.some((setting) => setting.name === name)),
  ).toEqual([]);
});

test("every service's own keys are a list too", () => {
  const pem = () =>
    Buffer.from(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
    ).toString('base64');
  const owners = settings.filter(({ name }) => name === KEY_PAIRS);
  expect(owners.map(({ service }) => service)).toEqual(Object.keys(SERVICES));
  for (const { field } of owners) expect(field.parse(`${pem()},${pem()}`)).toHaveLength(2);
});
