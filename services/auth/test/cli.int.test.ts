import { join } from 'node:path';
import { createRevocationReader, signingKeyEntry } from '@chowk/revocations';
import { callAs, quietLogger, spawnProcess, until } from '@chowk/testing';
import jwt from 'jsonwebtoken';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

/** Runs a command of auth on the stores of this test file. */
async function run(name: 'seed' | 'rotate-keys', args: string[] = [], env: Record<string, string> = {}) {
  const main = join(import.meta.dirname, `../src/cli/${name}.ts`);
  const child = spawnProcess({ main, args, env: { ...auth.settings, ...env } });
  return { exit: await child.exit, output: child.output().trim() };
}

test('demo users have fixed ids and are added once', async () => {
  expect(await run('seed')).toEqual({ exit: 0, output: 'auth: 6 demo users, 6 of them new' });
  expect(await run('seed')).toEqual({ exit: 0, output: 'auth: 6 demo users, 0 of them new' });
  const catalog = callAs('catalog', 'auth', auth.service.grpcAddress, auth.keys);
  const { users } = await catalog.getUsers({
    ids: ['usr_00000000000000000000000M01', 'usr_00000000000000000000000A01'],
  });
  expect(users.map(({ roles }) => roles)).toEqual(
    expect.arrayContaining([
      ['user', 'merchant'],
      ['user', 'admin', 'owner'],
    ]),
  );
  catalog.close();
});

test('demo users have numbers that nobody can hold', async () => {
  await run('seed');
  const users = auth.database.connection.collection<{ _id: string; phone: string }>('users');
  const demo = await users.find({ _id: /^usr_0{10}/ }).toArray();
  expect(demo).toHaveLength(6);
  expect(demo.filter(({ phone }) => !/^\+120155501\d\d$/.test(phone))).toEqual([]);
});

describe('rotate-keys', () => {
  test('a step that is due prints the ring as it is now', async () => {
    const rings = auth.database.connection.collection('key_rings');
    const longAgo = new Date(Date.now() - 3_600_000);
    await rings.updateMany({}, { $set: { 'keys.$[].since': longAgo } });
    const { exit, output } = await run('rotate-keys', ['sign-next']);
    expect(exit).toBe(0);
    const states = output.split('\n').map((line) => line.split(' ')[1]);
    expect(states).toEqual(['retiring', 'current']);
  });

  test('before the first start of auth it makes no ring', async () => {
    const other = { MONGODB_DATABASE: `${auth.database.name}_none` };
    try {
      expect(await run('rotate-keys', ['sign-next'], other)).toEqual({
        exit: 1,
        output: 'There are no signing keys yet: start auth first.',
      });
    } finally {
      await auth.database.connection.useDb(other.MONGODB_DATABASE).dropDatabase();
    }
  });

  test('a key that others may hold is withdrawn within seconds: another signs, and verifiers are told', async () => {
    const kidOf = async () => {
      const { accessToken } = await auth.signIn(newPhone());
      return jwt.decode(accessToken, { complete: true })!.header.kid!;
    };
    const published = async (): Promise<string[]> =>
      (await auth.anonymous.get('/.well-known/jwks.json')).body.keys.map(({ kid }: { kid: string }) => kid);
    const stolen = await kidOf();
    const reader = await createRevocationReader({
      ...{ redis: auth.redis, prefix: `${auth.prefix}:`, tokenLifetimeMs: 3_600_000, logger: quietLogger() },
    });
    try {
      const heard: string[] = [];
      reader.listen((entry) => heard.push(entry));
      const { exit, output } = await run('rotate-keys', ['revoke', stolen]);
      expect(exit).toBe(0);
      expect(output).not.toContain(stolen);
      await until('verifiers are told', () => heard.includes(signingKeyEntry(stolen)), 2_000);
      await until('it is gone from the set', async () => !(await published()).includes(stolen), 4_000);
      expect(await kidOf()).not.toBe(stolen);
      expect(await published()).toContain(await kidOf());
      const entry = await auth.database.connection
        .collection('audit')
        .findOne({ action: 'signing_keys.revoked' });
      expect(entry).toMatchObject({ facts: { kid: stolen } });
      // Repeated, as after a Redis that was away: the ring stays, the announcement is made.
      await auth.redis.del(`${auth.prefix}:revoked:${signingKeyEntry(stolen)}`);
      expect((await run('rotate-keys', ['revoke', stolen])).output).toContain('was not on the ring');
      expect(await auth.redis.exists(`${auth.prefix}:revoked:${signingKeyEntry(stolen)}`)).toBe(1);
    } finally {
      await reader.stop();
    }
  });

  test('without a step it says which there are', async () => {
    expect(await run('rotate-keys')).toEqual({
      exit: 64,
      output: 'usage: rotate-keys.ts publish-next | sign-next | retire-old | revoke <kid>',
    });
  });
});
