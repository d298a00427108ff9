import { AppError } from '@chowk/contracts/errors';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import {
  createTestKeys,
  listenToEvents,
  startInProcess,
  startPeerService,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
} from '@chowk/testing';
import { z } from 'zod';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';

interface KnownUser {
  name: string;
  plan: string;
  planExpiresAt: string;
  maskedPhone: string;
  sharePhone: boolean;
  phone: string;
}

const ids = (field: string) => z.object({ [field]: z.array(z.string()) });
const notAsked = grpcMethod({
  callers: [],
  schema: z.unknown(),
  handle: () => Promise.reject(new AppError('SERVER_ERROR')),
});

/** nfc-qr over real stores, with an auth that knows whom the test says. */
export async function startNfcQr(settings: Record<string, string> = {}) {
  const keys = createTestKeys();
  const database = await testDatabase();
  const prefix = uniqueName();
  const events = await listenToEvents(prefix);
  const users = new Map<string, Partial<KnownUser>>();

  const basic: KnownUser = {
    name: 'Asha Rao',
    plan: 'basic',
    planExpiresAt: '',
    maskedPhone: '+91******3210',
    sharePhone: false,
    phone: '',
  };
  const authSide: GrpcImplementation<'auth'> = {
    GetUsers: grpcMethod({
      callers: ['nfc-qr'],
      schema: ids('ids'),
      handle: async ({ ids: asked = [] }) => ({
        users: asked.flatMap((id) => (users.has(id) ? [{ ...basic, ...users.get(id), id }] : [])),
      }),
    }),
    GetContacts: notAsked,
    FindUserByPhone: notAsked,
    VerifySession: notAsked,
    GetJwks: notAsked,
  };
  const auth = await startPeerService('auth', keys, authSide);
  let authIsUp = true;
  const env = {
    ...testEnv('nfc-qr', keys, database.name, prefix),
    AUTH_GRPC: auth.address,
    PUBLIC_BASE_URL: 'https://chowk.test',
    VIEW_SWEEP_MS: '100',
    OWNER_LOOKUP_TIMEOUT_MS: '500',
    ...settings,
  };
  const service = await startInProcess({ schema: configSchema, compose, env });
  const client = testClient(service.url);

  /** A client as a signed-in person. */
  const as = (userId: string, knownAs: Partial<KnownUser> = {}) => {
    users.set(userId, { ...users.get(userId), ...knownAs });
    return client.with(keys.headers('nfc-qr', { userId }));
  };
  /** A client as somebody at an address, as the gateway tells it. */
  const from = (address: string, headers: Record<string, string> = {}) =>
    client.with({ ...keys.headers('nfc-qr'), 'x-forwarded-for': address, ...headers });

  return {
    url: service.url,
    keys,
    database,
    env,
    events,
    users,
    as,
    from,
    stranger: from('203.0.113.7'),
    /** Registers a car and returns it as the owner sees it. */
    async carOf(userId: string, fields: Record<string, unknown> = {}) {
      const body = { carNumber: 'MH 12 AB 1234', carModel: 'Swift', ...fields };
      const answer = await as(userId).post('/api/v1/cars', body);
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body.data.car as { id: string; qr: { code: string; url: string } };
    },
    async stopAuth() {
      authIsUp = false;
      await auth.stop();
    },
    async stop() {
      await service.stop();
      if (authIsUp) await auth.stop();
      await events.stop();
      await database.drop();
    },
  };
}
export type NfcQr = Awaited<ReturnType<typeof startNfcQr>>;
