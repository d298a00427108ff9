import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGrpcClient } from '@chowk/contracts/grpc';
import { clientHooks } from '@chowk/runtime/grpc';
import { drainHttpServer } from '@chowk/runtime/http';
import {
  createAccessTokenVerifier,
  createIdentitySigner,
  createRemoteJwks,
  privateKeyFromBase64,
} from '@chowk/runtime/identity';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { Redis } from 'ioredis';
import { AccessTokens } from './access/access-tokens.ts';
import { Revocations } from './access/revocations.ts';
import type { Config } from './config.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import { createOwnPages, isOwnPath } from './pages/own-pages.ts';
import { createUpgradeHandler } from './proxy/upgrades.ts';
import { UpstreamPool } from './proxy/upstream-pool.ts';
import { addressList } from './request/client-address.ts';
import { Gate, type Policies } from './request/gate.ts';
import { createRequestHandler } from './request/handle-request.ts';
import { securityHeaders } from './request/security-headers.ts';
import { createRouteMatcher } from './routing/match-route.ts';
import { ROUTES, type Upstream } from './routing/route-table.ts';

export async function compose({
  config,
  logger,
  health,
  shutdown,
}: ServiceContext<Config>): Promise<ServiceAddresses> {
  const redis = new Redis(config.REDIS_URL, {
    enableAutoPipelining: true,
    // A request must not wait for Redis to come back: it falls back or fails at once.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  });
  redis.on('error', (err) => logger.warn({ err }, 'Redis is away'));
  shutdown.add('redis', async () => redis.disconnect());
  await firstConnection(redis);

  const signer = createIdentitySigner({
    service: 'gateway',
    privateKey: privateKeyFromBase64(config.SERVICE_PRIVATE_KEY),
  });
  const auth = createGrpcClient<'auth'>({
    service: 'auth',
    address: config.AUTH_GRPC,
    calls: clientHooks(signer),
  });
  shutdown.add('client of auth', async () => auth.close());
  const keys = createRemoteJwks({
    fetchJwks: async () => (await auth.getJwks({})).jwksJson,
    logger,
    coolDownMs: 5_000,
    maxAgeMs: 300_000,
  });
  health.add('token keys', async () => {
    if (!(await keys.known())) throw new Error('auth has not told its keys yet');
  });
  const revocations = new Revocations({
    redis,
    prefix: config.REDIS_PREFIX,
    tokenLifetimeMs: config.ACCESS_TOKEN_MAX_LIFETIME_S * 1000,
    logger,
  });
  await revocations.start();
  shutdown.add('revocations', () => revocations.stop());

  const upstreams = openUpstreams(config);
  shutdown.add('upstreams', () => Promise.all(Object.values(upstreams).map((pool) => pool.stop())));

  const gate = new Gate({
    tokens: new AccessTokens(
      createAccessTokenVerifier({
        issuer: config.ACCESS_TOKEN_ISSUER,
        audience: config.ACCESS_TOKEN_AUDIENCE,
        keys,
      }),
      revocations,
    ),
    limiter: new RateLimiter({ redis, prefix: config.REDIS_PREFIX, logger }),
    policies: policiesOf(config),
    allow: config.IP_ALLOW.length > 0 ? addressList(config.IP_ALLOW) : undefined,
    deny: addressList(config.IP_DENY),
  });
  const shared = {
    gate,
    match: createRouteMatcher(ROUTES.filter(({ prefix }) => servedIn(config.NODE_ENV, prefix))),
    upstreams,
    signer,
    trustedProxies: addressList(config.TRUSTED_PROXIES),
    logger,
  };
  const server = createServer(
    { maxHeaderSize: config.HEADER_LIMIT_BYTES, keepAliveTimeout: 65_000, requestTimeout: 300_000 },
    createRequestHandler({
      ...shared,
      securityHeaders: securityHeaders(),
      corsOrigins: new Set(config.CORS_ORIGINS),
      ownPages: createOwnPages({ health, upstreams }),
      isOwnPath,
    }),
  );
  const sockets = new Set<Duplex>();
  const handleUpgrade = createUpgradeHandler(shared);
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    handleUpgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(config.PORT, config.HOST, resolve);
  });
  shutdown.add('http server', async () => {
    const drained = drainHttpServer(server);
    // Sockets have no end of their own; their clients reconnect to another replica and resume there.
    for (const socket of sockets) socket.destroy();
    await drained;
  });
  return { httpPort: (server.address() as AddressInfo).port };
}

/**
 * Waits for Redis a moment, so that the first requests count in it; without it the gateway starts all the
 * same, for it can work without.
 */
async function firstConnection(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  await Promise.race([new Promise((resolve) => redis.once('ready', resolve)), sleep(1_000)]);
}

/** Development pages do not exist in production. */
const servedIn = (nodeEnv: Config['NODE_ENV'], prefix: string): boolean =>
  nodeEnv !== 'production' || prefix !== '/api/v1/dev/messages';

function openUpstreams(config: Config): Record<Upstream, UpstreamPool> {
  const open = (name: Upstream, urls: readonly string[]) =>
    new UpstreamPool(name, {
      urls,
      connections: config.UPSTREAM_CONNECTIONS,
      maxInFlight: config.UPSTREAM_MAX_IN_FLIGHT,
      breakerFailures: config.BREAKER_FAILURES,
      breakerCoolDownMs: config.BREAKER_COOL_DOWN_MS,
    });
  return {
    auth: open('auth', config.AUTH_URL),
    catalog: open('catalog', config.CATALOG_URL),
    orders: open('orders', config.ORDERS_URL),
    wallet: open('wallet', config.WALLET_URL),
    notify: open('notify', config.NOTIFY_URL),
    'nfc-qr': open('nfc-qr', config.NFC_QR_URL),
  };
}

function policiesOf(config: Config): Policies {
  const windowMs = config.RATE_LIMIT_WINDOW_S * 1000;
  return {
    anonymous: { name: 'anonymous', limit: config.RATE_LIMIT_ANONYMOUS, windowMs, failClosed: false },
    user: { name: 'user', limit: config.RATE_LIMIT_USER, windowMs, failClosed: false },
    auth: { name: 'auth', limit: config.RATE_LIMIT_AUTH_PER_MINUTE, windowMs: 60_000, failClosed: true },
    webhook: {
      name: 'webhook',
      limit: config.RATE_LIMIT_WEBHOOK_PER_MINUTE,
      windowMs: 60_000,
      failClosed: false,
    },
  };
}
