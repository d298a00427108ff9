import { generateKeyPairSync } from 'node:crypto';
import { grpcMethod } from '@chowk/contracts/grpc';
import { startService } from '@chowk/devstack';
import { createTestKeys, startPeerService, uniqueName } from '@chowk/testing';
import autocannon from 'autocannon';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { BenchContext } from '../harness/context.ts';
import { circumstances, type Outcome } from '../harness/outcome.ts';
import { cpuSeconds } from '../harness/processes.ts';
import { roundSeconds, runRounds } from '../harness/rounds.ts';

const SECONDS = 5;
const CONNECTIONS = 50;

/**
 * The gateway with every policy on (token, revocation, exact rate limit in Redis, signed identity, trace,
 * security headers, log) against a bare express proxy, both before the same upstream.
 */
export async function benchGateway({ stores }: BenchContext): Promise<Outcome> {
  const keys = createTestKeys();
  const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...signing.publicKey.export({ format: 'jwk' }), kid: 'k1' };
  const unused = grpcMethod<z.ZodType, object>({
    callers: [],
    schema: z.unknown(),
    handle: () => Promise.reject(new Error('not part of this bench')),
  });
  const auth = await startPeerService('auth', keys, {
    GetJwks: grpcMethod({
      callers: ['gateway'],
      schema: z.object({}),
      handle: async () => ({ jwksJson: JSON.stringify({ keys: [jwk] }) }),
    }),
    GetUsers: unused,
    GetContacts: unused,
    FindUserByPhone: unused,
    VerifySession: unused,
  });
  const upstream = await startService({ name: 'upstream', entry: 'bench/peers/upstream.ts', env: {} });
  const startPeer = (env: Record<string, string>) =>
    startService({
      name: 'express-proxy',
      entry: 'bench/peers/express-proxy.ts',
      env: { TARGET: upstream.url, ...env },
    });
  const bare = await startPeer({});
  const tuned = await startPeer({ KEEP_ALIVE: 'true' });
  const urls = ['AUTH', 'CATALOG', 'ORDERS', 'WALLET', 'NOTIFY', 'NFC_QR'].map((name) => [
    `${name}_URL`,
    upstream.url,
  ]);
  const gateway = await startService({
    name: 'gateway',
    env: {
      NODE_ENV: 'development',
      ...Object.fromEntries(urls),
      AUTH_GRPC: auth.address,
      LOG_LEVEL: 'info',
      LOG_PRETTY: 'false',
      REDIS_URL: stores.redisUrl,
      REDIS_PREFIX: `${uniqueName('bench')}:`,
      RATE_LIMIT_USER: '100000000',
      SERVICE_PRIVATE_KEY: keys.privateKey('gateway'),
      SERVICE_KEYS: JSON.stringify(keys.keySet),
    },
  });
  const token = jwt.sign({ sid: 'ses_1', roles: ['user'] }, signing.privateKey, {
    algorithm: 'ES256',
    keyid: 'k1',
    subject: 'usr_1',
    issuer: 'chowk',
    audience: 'chowk-api',
    expiresIn: 3600,
    header: { alg: 'ES256', typ: 'at+jwt' },
  });

  const measure = (url: string, pid: () => number) => async () => {
    const before = cpuSeconds(pid());
    const result = await autocannon({
      url: `${url}/api/v1/products`,
      connections: CONNECTIONS,
      duration: roundSeconds(SECONDS),
      headers: { authorization: `Bearer ${token}` },
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`);
    const cpu = cpuSeconds(pid()) - before;
    return {
      'requests per CPU second': result.requests.total / cpu,
      'requests per second': result.requests.average,
      'p99 ms': result.latency.p99,
    };
  };
  try {
    const { medians, ...ran } = await runRounds('gateway', [
      { name: 'Chowk gateway, all policies', round: measure(gateway.url, () => gateway.pid) },
      { name: 'express 5 + http-proxy-middleware 3, bare', round: measure(bare.url, () => bare.pid) },
      { name: 'the same with a keep-alive agent', round: measure(tuned.url, () => tuned.pid) },
    ]);
    return {
      suite: 'gateway',
      ...circumstances(),
      ...ran,
      tables: [{ title: 'Gateway', rows: medians }],
      charts: [
        {
          title: 'Requests that a second of CPU carries',
          unit: 'per CPU second',
          x: ['50 connections'],
          series: medians.map(({ name, figures }) => ({
            name,
            values: [figures['requests per CPU second'] ?? null],
          })),
        },
      ],
      notes: [],
    };
  } finally {
    await Promise.all([gateway.stop(), bare.stop(), tuned.stop(), upstream.stop()]);
    await auth.stop();
  }
}
