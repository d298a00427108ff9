import { generateKeyPairSync } from 'node:crypto';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import type { Role } from '@chowk/runtime/identity';
import {
  createTestKeys,
  listenToEvents,
  startInProcess,
  startPeerService,
  storeAddresses,
  testDatabase,
  testEnv,
  uniqueName,
  type InProcessService,
  type EventLog,
  type TestKeys,
} from '@chowk/testing';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';

export interface Person {
  userId: string;
  sessionId: string;
  roles: readonly Role[];
}

let people = 0;
export const newPerson = (roles: readonly Role[] = ['user']): Person => {
  people += 1;
  return { userId: `usr_${process.pid}_${people}`, sessionId: `ses_${process.pid}_${people}`, roles };
};

export interface NotifyFixture {
  keys: TestKeys;
  connection: Connection;
  bus: EventLog;
  /** How often auth was asked for its keys. */
  jwksCalls(): number;
  /** Settings of a replica on these stores. */
  env(more?: Record<string, string>): Record<string, string>;
  /** One more replica on the same stores, in this process. */
  replica(env?: Record<string, string>): Promise<InProcessService>;
  /** An access token as auth signs it. */
  token(person: Person, options?: { lifeS?: number; signedBy?: 'stranger'; audience?: string }): string;
  /** Ends a session by one of the two ways that auth uses together. */
  revoke(person: Person, by: 'list' | 'message'): Promise<void>;
  stop(): Promise<void>;
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Stores of one test file, auth as a neighbour over real gRPC, and replicas of notify in this process. */
export async function startNotify(): Promise<NotifyFixture> {
  const keys = createTestKeys();
  const db = await testDatabase();
  const prefix = uniqueName('notify');
  const redisPrefix = `${prefix}:`;
  const own = keyPair();
  const stranger = keyPair();
  let jwksCalls = 0;
  const auth = await startPeerService('auth', keys, {
    GetJwks: grpcMethod({
      callers: ['gateway', 'notify'],
      schema: z.object({}),
      async handle() {
        jwksCalls += 1;
        const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' };
        return { jwksJson: JSON.stringify({ keys: [jwk] }) };
      },
    }),
    // notify asks auth for nothing else; the server answers UNIMPLEMENTED to the rest.
  } as Partial<GrpcImplementation<'auth'>> as GrpcImplementation<'auth'>);
  const bus = await listenToEvents(prefix);
  const redis = new Redis(storeAddresses().redisUrl);
  const replicas: InProcessService[] = [];

  const env = (more: Record<string, string> = {}) => ({
    ...testEnv('notify', keys, db.name, prefix),
    AUTH_GRPC: auth.address,
    SOCKET_SWEEP_MS: '100',
    STREAM_CHECK_MS: '300',
    JWKS_COOL_DOWN_MS: '200',
    ...more,
  });

  return {
    keys,
    connection: db.connection,
    bus,
    jwksCalls: () => jwksCalls,
    env,
    async replica(more) {
      const running = await startInProcess({ schema: configSchema, compose, env: env(more) });
      replicas.push(running);
      return running;
    },
    token: ({ userId, sessionId, roles }, { lifeS = 900, signedBy, audience = 'chowk-api' } = {}) =>
      jwt.sign({ sid: sessionId, roles }, (signedBy === 'stranger' ? stranger : own).privateKey, {
        algorithm: 'ES256',
        keyid: 'k1',
        subject: userId,
        issuer: 'chowk',
        audience,
        expiresIn: lifeS,
        header: { alg: 'ES256', typ: 'at+jwt' },
      }),
    async revoke({ userId, sessionId }, by) {
      if (by === 'list') await redis.set(`${redisPrefix}revoked:${sessionId}`, '1', 'EX', 900);
      else await redis.publish(`${redisPrefix}revocations`, JSON.stringify({ sessionId, userId }));
    },
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await auth.stop();
      await bus.stop();
      await redis.quit();
      await db.drop();
    },
  };
}
