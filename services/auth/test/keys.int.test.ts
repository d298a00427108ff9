import { randomBytes } from 'node:crypto';
import { until } from '@chowk/testing';
import jwt from 'jsonwebtoken';
import { createAuditTrail } from '../src/audit/store/audit.repository.ts';
import { firstRing, type RotationStep } from '../src/tokens/domain/key-ring.ts';
import { createKeyVault } from '../src/tokens/key-vault.ts';
import { LoadedSigningKeys } from '../src/tokens/signing-keys.ts';
import { createKeyRings } from '../src/tokens/store/key-ring.repository.ts';
import { rotateKeys } from '../src/tokens/use-cases/rotate-keys.ts';
import { newPhone, startAuth, type TestAuth } from './harness.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth({ KEY_RELOAD_MS: '50' });
});
afterAll(() => auth.stop());

const SECRET = 'development-key-encryption-secret';
const published = async (): Promise<string[]> =>
  (await auth.anonymous.get('/api/v1/auth/.well-known/jwks.json')).body.keys.map(
    (key: { kid: string }) => key.kid,
  );
const rotate = (step: RotationStep, now = new Date()) =>
  rotateKeys(
    {
      rings: createKeyRings(auth.database.connection),
      vault: createKeyVault(SECRET),
      audit: createAuditTrail(auth.database.connection),
      waits: { publishedMs: 1_000, retiringMs: 5_000 },
    },
    step,
    now,
  );

test('replicas that start together on an empty database end with the same two keys', async () => {
  await auth.database.connection.collection('key_rings').deleteMany({});
  const rings = createKeyRings(auth.database.connection);
  const loaded = await Promise.all(
    Array.from({ length: 5 }, () => LoadedSigningKeys.load(rings, createKeyVault(SECRET), new Date())),
  );
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
  await expect(
    LoadedSigningKeys.load(
      createKeyRings(auth.database.connection),
      createKeyVault(randomBytes(32).toString('hex')),
      new Date(),
    ),
  ).rejects.toThrow('KEY_ENCRYPTION_SECRET');
});

test('a whole rotation keeps every living token verifiable', async () => {
  const kidOf = (token: string) => jwt.decode(token, { complete: true })!.header.kid!;
  const before = await auth.signIn(newPhone());
  const [current, next] = await published();
  expect(kidOf(before.accessToken)).toBe(current);
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);

  await expect(rotate('sign-next')).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
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
  const vault = createKeyVault(SECRET);
  await auth.database.connection.collection('key_rings').deleteMany({});
  const rings = createKeyRings(auth.database.connection);
  await rings.create(
    firstRing(await vault.generate(), await vault.generate(), new Date(Date.now() - 60_000)),
  );
  const results = await Promise.allSettled([rotate('sign-next'), rotate('sign-next')]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await rings.load())!.version).toBe(2);
});
