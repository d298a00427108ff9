import { AppError } from '@chowk/contracts/errors';
import { grpcMethod } from '@chowk/contracts/grpc';
import type { UserIdentity } from '@chowk/runtime/identity';
import {
  createTestKeys,
  listenToEvents,
  startInProcess,
  startPeerService,
  storeAddresses,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  type InProcessService,
} from '@chowk/testing';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';

const sentSchema = z.object({
  requestId: z.string(),
  phone: z.string(),
  code: z.string(),
  expiresInSeconds: z.number(),
});
type Sent = z.output<typeof sentSchema>;

/** Auth over real stores with a notify that keeps what it should send, for one test file. */
export async function startAuth(options: { replicas?: number; env?: Record<string, string> } = {}) {
  const keys = createTestKeys();
  const database = await testDatabase();
  const prefix = uniqueName('auth');
  const sms: { sent: Sent[]; failing: boolean } = { sent: [], failing: false };
  const notify = await startPeerService('notify', keys, {
    SendOtp: grpcMethod({
      callers: ['auth'],
      schema: sentSchema,
      async handle(message) {
        if (sms.failing) throw new AppError('SMS_UNAVAILABLE');
        sms.sent.push(message);
        return { messageId: `msg_${sms.sent.length}` };
      },
    }),
  });
  const settings: Record<string, string> = {
    ...testEnv('auth', keys, database.name, prefix),
    NOTIFY_GRPC: notify.address,
    // Tests send from one address; those about limits set their own.
    OTP_SENDS_PER_HOUR_ADDRESS: '100000',
    OTP_SENDS_PER_HOUR_NETWORK: '100000',
    ...options.env,
  };
  const replicas: InProcessService[] = [];
  const startReplica = async (extra: Record<string, string> = {}) => {
    const env = { ...settings, ...extra };
    const replica = await startInProcess({ schema: configSchema, compose, env });
    replicas.push(replica);
    return replica;
  };
  await Promise.all(Array.from({ length: options.replicas ?? 1 }, () => startReplica()));
  const service = replicas[0]!;
  const events = await listenToEvents(prefix);
  const redis = new Redis(storeAddresses().redisUrl);
  const anonymous = testClient(service.url, { ...keys.headers('auth'), 'x-client-ip': '203.0.113.7' });

  const codeFor = (sessionId: string): string => {
    const message = sms.sent.find(({ requestId }) => requestId === sessionId);
    if (!message) throw new Error('no code was sent for that session');
    return message.code;
  };
  /** Another code than the one that was sent. */
  const wrongCodeFor = (sessionId: string): string =>
    String((Number(codeFor(sessionId)) + 1) % 1_000_000).padStart(6, '0');

  const signIn = async (phone: string, device = 'jest') => {
    const asked = await anonymous.post('/api/v1/auth/otp/request', { phone });
    expect(asked.status).toBe(200);
    const { sessionId } = asked.body.data as { sessionId: string };
    const body = { sessionId, phone, otp: codeFor(sessionId) };
    const answer = await anonymous.post('/api/v1/auth/otp/verify', body, { 'user-agent': device });
    expect(answer.status).toBe(200);
    const data = answer.body.data as {
      user: { id: string; roles: UserIdentity['roles'] };
      accessToken: string;
      refreshToken: string;
      isNewUser: boolean;
    };
    const claims = z.object({ sid: z.string() }).parse(jwt.decode(data.accessToken));
    const identity = { userId: data.user.id, sessionId: claims.sid, roles: data.user.roles };
    const as = anonymous.with(keys.headers('auth', identity));
    return { ...data, sid: claims.sid, identity, as };
  };

  return {
    keys,
    database,
    prefix,
    settings,
    sms,
    /** Those that run, the extra ones of `startReplica` included. */
    replicas,
    /** The first of them. */
    service,
    events,
    redis,
    anonymous,
    /** One more replica on the same stores, with other settings. */
    startReplica,
    codeFor,
    wrongCodeFor,
    signIn,
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await events.stop();
      await notify.stop();
      redis.disconnect();
      await database.drop();
    },
  };
}

export type TestAuth = Awaited<ReturnType<typeof startAuth>>;

let last = 0;
/** A valid Indian mobile number that no other test of this file uses. */
export const newPhone = (): string => `+9198${String(10_000_000 + ++last)}`;
