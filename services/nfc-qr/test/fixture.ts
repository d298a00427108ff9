import { grpcMethod } from '@chowk/contracts/grpc';
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

/** nfc-qr over real stores, with an auth that knows whom the test says. */
export async function startNfcQr(options: { replicas?: number; env?: Record<string, string> } = {}) {
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
  const auth = await startPeerService('auth', keys, {
    GetUsers: grpcMethod({
      callers: ['nfc-qr'],
      schema: z.object({ ids: z.array(z.string()) }),
      handle: async ({ ids }) => ({
        users: ids.flatMap((id) => (users.has(id) ? [{ ...basic, ...users.get(id), id }] : [])),
      }),
    }),
  });
  let authIsUp = true;
  const env = {
    ...testEnv('nfc-qr', keys, database.name, prefix),
    AUTH_GRPC: auth.address,
    PUBLIC_BASE_URL: 'https://chowk.test',
    VIEW_SWEEP_MS: '100',
    OWNER_LOOKUP_TIMEOUT_MS: '500',
    ...options.env,
  };
  const replicas = await Promise.all(
    Array.from({ length: options.replicas ?? 1 }, () =>
      startInProcess({ schema: configSchema, compose, env }),
    ),
  );
  const url = replicas[0]!.url;
  const client = testClient(url);

  /** A client as a signed-in person. */
  const as = (userId: string, knownAs: Partial<KnownUser> = {}) => {
    users.set(userId, { ...users.get(userId), ...knownAs });
    return client.with(keys.headers('nfc-qr', { userId }));
  };
  /** A client as somebody at an address, as the gateway tells it. */
  const from = (address: string, headers: Record<string, string> = {}) =>
    client.with({ ...keys.headers('nfc-qr'), 'x-client-ip': address, ...headers });

  return {
    url,
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
      for (const replica of replicas) await replica.stop();
      if (authIsUp) await auth.stop();
      await events.stop();
      await database.drop();
    },
  };
}
export type NfcQr = Awaited<ReturnType<typeof startNfcQr>>;
