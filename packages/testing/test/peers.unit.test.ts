import { grpcMethod } from '@chowk/contracts/grpc';
import { createAccessTokenVerifier, createRemoteJwks } from '@chowk/runtime/identity';
import { z } from 'zod';
import {
  callAs,
  createTestAccessTokens,
  createTestKeys,
  inr,
  quietLogger,
  startPeerService,
} from '../src/index.ts';

const keys = createTestKeys();

test('a peer service answers what it implements, and UNIMPLEMENTED to the rest', async () => {
  const peer = await startPeerService('auth', keys, {
    GetUsers: grpcMethod({
      callers: ['orders'],
      schema: z.object({ ids: z.array(z.string()) }),
      handle: async ({ ids }) => ({ users: ids.map((id) => ({ id })) }),
    }),
  });
  const auth = callAs('orders', 'auth', peer.address, keys);
  expect((await auth.getUsers({ ids: ['usr_1'] })).users).toMatchObject([{ id: 'usr_1' }]);
  const refused: unknown = await auth.getJwks({}).catch((error: unknown) => error);
  expect(refused).toMatchObject({ cause: { code: 12 } });
  auth.close();
  await peer.stop();
});

test('tokens verify like those of auth, and forged ones do not', async () => {
  const tokens = createTestAccessTokens();
  const peer = await startPeerService('auth', keys, { GetJwks: tokens.getJwks });
  const auth = callAs('gateway', 'auth', peer.address, keys);
  const verifier = createAccessTokenVerifier({
    maxLifetimeSeconds: 900,
    issuer: 'chowk',
    audience: 'chowk-api',
    keys: createRemoteJwks({
      fetchJwks: async () => (await auth.getJwks({})).jwksJson,
      logger: quietLogger(),
      coolDownMs: 0,
      maxAgeMs: 60_000,
    }),
  });
  const staff = { sub: 'usr_7', sid: 'ses_7', roles: ['admin'] };
  expect(await verifier.verify(tokens.sign(staff))).toMatchObject({
    userId: 'usr_7',
    sessionId: 'ses_7',
    roles: ['admin'],
  });
  const forged = [
    tokens.sign({}, { key: tokens.strangerKey }),
    tokens.sign({ exp: Math.floor(Date.now() / 1000) - 60 }),
    tokens.sign({ aud: 'somebody else' }),
    tokens.sign({}, { header: { typ: 'JWT' } }),
    tokens.sign({}, { header: { kid: 'k2' } }),
  ];
  const answers = await Promise.allSettled(forged.map((token) => verifier.verify(token)));
  expect(answers.map(({ status }) => status)).toEqual(forged.map(() => 'rejected'));
  expect(tokens.jwksCalls()).toBeGreaterThan(0);
  auth.close();
  await peer.stop();
});

test('inr is rupees in paise', () => {
  expect(inr(12_345)).toEqual({ amount: 12_345, currency: 'INR' });
});
