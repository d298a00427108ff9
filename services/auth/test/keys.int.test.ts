import { randomBytes } from 'node:crypto';
import { parseKeyring } from '@chowk/keyring';
import { until } from '@chowk/testing';
import jwt from 'jsonwebtoken';
import { systemClock } from '@chowk/runtime/lifecycle';
import { createAuditRepository } from '../src/audit/persistence/audit.repository.ts';
import { firstRing, type RotationStep } from '../src/tokens/domain/key-ring.ts';
import { createKeyEncryption } from '../src/tokens/key-encryption.ts';
import { LoadedSigningKeys } from '../src/tokens/loaded-signing-keys.ts';
import { createKeyRingRepository } from '../src/tokens/persistence/key-ring.repository.ts';
import { createRotateKeys } from '../src/tokens/use-cases/rotate-keys.ts';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth({ env: { KEY_RELOAD_MS: '50' } });
});
afterAll(() => auth.stop());

const SECRET = 'development-key-encryption-secret';
const published = async (): Promise<string[]> =>
  (await auth.anonymous.get('/api/v1/auth/.well-known/jwks.json')).body.keys.map(
    (key: { kid: string }) => key.kid,
  );
const ringsOf = () => createKeyRingRepository(auth.database.connection);
const rotate = (step: RotationStep, now: Date, secrets = SECRET) =>
  createRotateKeys({
    rings: ringsOf(),
    encryption: createKeyEncryption(parseKeyring(secrets)),
    audit: createAuditRepository(auth.database.connection),
    waits: { publishedMs: 1_000, retiringMs: 5_000 },
    clock: () => now,
  })(step);
const loadKeys = async (secret = SECRET) => {
  const encryption = createKeyEncryption(parseKeyring(secret));
  const keys = new LoadedSigningKeys({ rings: ringsOf(), encryption, clock: systemClock });
  await keys.load();
  return keys;
};

test('replicas that start together on an empty database end with the same two keys', async () => {
  await auth.database.connection.collection('key_rings').deleteMany({});
  const loaded = await Promise.all(Array.from({ length: 5 }, () => loadKeys()));
  const sets = loaded.map((keys) => JSON.stringify([keys.current().kid, keys.published()]));
  expect(new Set(sets).size).toBe(1);
  expect(loaded[0]!.published()).toHaveLength(2);
  // The service under test, whose ring was taken away, goes on with the ring that is there now.
  await until('the reload', async () => (await published()).includes(loaded[0]!.current().kid));
});

test('the private keys are not readable at rest, nor with another secret', async () => {
  const [ring] = await auth.database.connection.collection('key_rings').find({}).toArray();
  const stored = JSON.stringify(ring);
  expect(stored).not.toContain('"d"');
  expect(stored).not.toContain('PRIVATE');
  await expect(loadKeys(randomBytes(32).toString('hex'))).rejects.toThrow('KEY_ENCRYPTION_SECRET');
});

test('a whole rotation keeps every living token verifiable', async () => {
  const kidOf = (token: string) => jwt.decode(token, { complete: true })!.header.kid!;
  const before = await auth.signIn(newPhone());
  const [current, next] = await published();
  expect(kidOf(before.accessToken)).toBe(current);
  // From the moment in which the ring was made, so that a slow machine makes no step due.
  const made = (await ringsOf().find())!.keys[0]!.since.getTime();
  const at = (seconds: number) => new Date(made + seconds * 1_000);

  await expect(rotate('sign-next', at(0.999))).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  await rotate('sign-next', at(2));
  const after = await until('signing with the next key', async () => {
    const answer = await auth.anonymous.post('/api/v1/auth/refresh', { refreshToken: before.refreshToken });
    return kidOf(answer.body.data.accessToken) === next ? answer.body.data.accessToken : undefined;
  });
  expect(await published()).toEqual([current, next]);

  await rotate('publish-next', at(3));
  await until('the new key', async () => (await published()).length === 3);
  await expect(rotate('retire-old', at(4))).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  await rotate('retire-old', at(10));
  await until('the old key to go', async () => !(await published()).includes(current!));
  expect(await published()).toContain(kidOf(after));
  expect(await published()).toHaveLength(2);
  const audit = await auth.database.connection
    .collection('audit')
    .find({ action: 'signing_keys.rotated' })
    .toArray();
  expect(audit.map(({ facts }) => facts.step)).toEqual(['sign-next', 'publish-next', 'retire-old']);
});

test('of two who rotate at once, one does', async () => {
  const encryption = createKeyEncryption(parseKeyring(SECRET));
  await auth.database.connection.collection('key_rings').deleteMany({});
  const rings = ringsOf();
  const [current, next] = [await encryption.generate(), await encryption.generate()];
  await rings.insertOrGet(firstRing(current, next, new Date(Date.now() - 60_000)));
  const results = await Promise.allSettled([
    rotate('sign-next', new Date()),
    rotate('sign-next', new Date()),
  ]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await rings.find())!.version).toBe(2);
});

describe('a ring that is encrypted under an older secret', () => {
  const rotated = `v2:${randomBytes(32).toString('hex')},v1:${SECRET}`;
  const renewed = {
    version: 2,
    keys: Array(2).fill({ encryptedPrivateKey: expect.stringMatching(/^v2\./) }),
  };
  beforeEach(async () => {
    const encryption = createKeyEncryption(parseKeyring(SECRET));
    await auth.database.connection.collection('key_rings').deleteMany({});
    const keys = [await encryption.generate(), await encryption.generate()] as const;
    await ringsOf().insertOrGet(firstRing(...keys, new Date(Date.now() - 60_000)));
  });

  test('is stored anew once by those who meet it at the same time, and all of them sign on', async () => {
    const { kid } = (await ringsOf().find())!.keys[0]!;
    const loaded = await Promise.all(Array.from({ length: 5 }, () => loadKeys(rotated)));
    expect(loaded.map((keys) => keys.current().kid)).toEqual(Array(5).fill(kid));
    expect(await ringsOf().find()).toMatchObject(renewed);
  });

  test('is stored anew by a step of its rotation', async () => {
    await rotate('sign-next', new Date(), rotated);
    expect(await ringsOf().find()).toMatchObject(renewed);
  });
});
