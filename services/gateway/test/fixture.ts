import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { grpcMethod } from '@chowk/contracts/grpc';
import type { Logger } from '@chowk/runtime/log';
import {
  createTestKeys,
  spawnService,
  startInProcess,
  startPeerService,
  testClient,
  testEnv,
  uniqueName,
  type InProcessService,
  type SpawnedService,
} from '@chowk/testing';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { composeFor } from '../src/compose.ts';
import { TEST_ROUTES } from './test-routes.ts';
import { configSchema, serverOptions } from '../src/config.ts';

export const keys = createTestKeys();

const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** The key that the auth neighbour publishes. */
export const tokenKey = signing;
const jwk = { ...signing.publicKey.export({ format: 'jwk' }), kid: 'k1', kty: 'EC', crv: 'P-256' };

/** An access token as auth makes them; overrides make a wrong one. */
export function accessToken(
  claims: Record<string, unknown> = {},
  options: { key?: KeyObject; header?: Record<string, unknown> } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  return jwt.sign(
    {
      sub: 'usr_1',
      sid: 'ses_1',
      roles: ['user'],
      iss: 'chowk',
      aud: 'chowk-api',
      iat: now,
      exp: now + 900,
      ...claims,
    },
    options.key ?? signing.privateKey,
    { algorithm: 'ES256', header: { alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...options.header } },
  );
}

/** A service behind the gateway: a real HTTP server that does what the test says. */
export async function startUpstream(
  listener: RequestListener,
): Promise<{ url: string; server: Server; stop(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Answers with what arrived, so that a test sees the request as the service does. */
export const echo: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
};

export interface TestGateway extends InProcessService {
  client: ReturnType<typeof testClient>;
  prefix: string;
}

/** Settings of a gateway over real Redis whose services are all at `upstream`, and the neighbour with the keys. */
async function settingsFor(
  upstream: string,
  settings: Record<string, string>,
): Promise<{ env: Record<string, string>; prefix: string; auth: { stop(): Promise<void> } }> {
  const prefix = settings['REDIS_PREFIX']?.slice(0, -1) ?? uniqueName('gw');
  const auth = await startPeerService('auth', keys, {
    GetJwks: grpcMethod({
      callers: ['gateway'],
      schema: z.object({}),
      handle: async () => ({ jwksJson: JSON.stringify({ keys: [jwk] }) }),
    }),
    ...unusedAuthMethods,
  });
  const urls = Object.fromEntries(
    ['AUTH', 'CATALOG', 'ORDERS', 'WALLET', 'NOTIFY', 'NFC_QR'].map((name) => [`${name}_URL`, upstream]),
  );
  const env = {
    ...testEnv('gateway', keys, 'unused', prefix),
    ...urls,
    AUTH_GRPC: auth.address,
    PORT: '0',
    ...settings,
  };
  return { env, prefix, auth };
}

/** A gateway in this process. */
export async function startGateway(
  upstream: string,
  settings: Record<string, string> = {},
  logger?: Logger,
): Promise<TestGateway> {
  const { env, prefix, auth } = await settingsFor(upstream, settings);
  const gateway = await startInProcess({
    schema: configSchema,
    ...(logger && { logger }),
    server: serverOptions,
    compose: (context) => composeFor(TEST_ROUTES, context),
    env,
  });
  return {
    ...gateway,
    prefix,
    client: testClient(gateway.url),
    async stop() {
      await gateway.stop();
      await auth.stop();
    },
  };
}

/** A gateway in a process of its own, where its memory is nobody else's. */
export async function spawnGateway(
  upstream: string,
  settings: Record<string, string> = {},
): Promise<SpawnedService> {
  const { env, auth } = await settingsFor(upstream, settings);
  const gateway = await spawnService({ main: join(import.meta.dirname, 'gateway.process.ts'), env });
  return {
    ...gateway,
    async stop() {
      const how = await gateway.stop();
      await auth.stop();
      return how;
    },
  };
}

const refuses = <Reply>() =>
  grpcMethod<z.ZodType, Reply>({
    callers: [],
    schema: z.unknown(),
    handle: async () => {
      throw new Error('the gateway does not call this');
    },
  });
const unusedAuthMethods = {
  GetUsers: refuses<object>(),
  GetContacts: refuses<object>(),
  FindUserByPhone: refuses<object>(),
  VerifySession: refuses<object>(),
};
