import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGrpcClient } from '@chowk/contracts/grpc';
import { PUBLISHED_ROUTES, type PublishedRoute } from '@chowk/contracts/http';
import { clientHooks } from '@chowk/runtime/grpc';
import {
  createAccessTokenVerifier,
  createIdentitySigner,
  createRemoteJwks,
  signingKeyOf,
} from '@chowk/runtime/identity';
import { followStoreClock, type ServiceAddresses, type ServingContext } from '@chowk/runtime/lifecycle';
import { closeRedis, openRedis, redisTime } from '@chowk/runtime/redis';
import { createRevocationReader } from '@chowk/revocations';
import type { Redis } from 'ioredis';
import {
  AccessControl,
  addressList,
  CachedTokenVerifier,
  subscriberNetwork,
} from './access-control/access-control.ts';
import type { Config } from './config.ts';
import { composeAttention } from './attention/attention.ts';
import { createPages } from './pages/pages.ts';
import { createOwnRoutes, createRequestHandler, createUpgradeHandler } from './pipeline/pipeline.ts';
import { openUpstreams } from './proxy/proxy.ts';
import { RateLimiter, ratePolicies } from './rate-limits/rate-limits.ts';
import { createRouteMatcher } from './routing/routing.ts';

/** The one composition root of the gateway, for the routes that the services have published. */
export const compose = (context: ServingContext<Config>): Promise<ServiceAddresses> =>
  composeFor(PUBLISHED_ROUTES, context);

/** The gateway for a table of routes; tests bring one of their own. */
export async function composeFor(
  routes: readonly PublishedRoute[],
  { config, logger, health, shutdown, http }: ServingContext<Config>,
): Promise<ServiceAddresses> {
  const redis = openRedis({
    url: config.REDIS_URL,
    profile: 'fail-fast',
    // A request must not wait for Redis to come back: it falls back or fails at once.
    offlineQueue: false,
    commandTimeoutMs: config.REDIS_COMMAND_TIMEOUT_MS,
    logger,
  });
  shutdown.add('redis', () => closeRedis(redis));
  await firstConnection(redis);

  // Without a database of its own the gateway shares Redis' time with its replicas.
  const clock = await followStoreClock({
    read: () => redisTime(redis),
    warnAboveMs: config.CLOCK_SKEW_WARN_MS,
    health,
    shutdown,
    logger,
  });

  const signer = createIdentitySigner({
    ...signingKeyOf('gateway', config.SERVICE_PRIVATE_KEY, config.SERVICE_KEYS),
    now: () => clock().getTime(),
  });
  const auth = createGrpcClient<'auth'>({
    service: 'auth',
    address: config.AUTH_GRPC,
    calls: clientHooks(signer, logger),
  });
  shutdown.add('client of auth', async () => auth.close());
  const keys = createRemoteJwks({
    fetchJwks: async () => (await auth.getJwks({})).jwksJson,
    logger,
    coolDownMs: config.JWKS_COOL_DOWN_MS,
    maxAgeMs: config.JWKS_MAX_AGE_MS,
  });
  health.add('token keys', async () => {
    if (!(await keys.known())) throw new Error('auth has not told its keys yet');
  });
  const revocations = await createRevocationReader({
    redis,
    prefix: config.REDIS_PREFIX,
    tokenLifetimeMs: config.ACCESS_TOKEN_MAX_LIFETIME_SECONDS * 1000,
    logger,
  });
  shutdown.add('revocations', () => revocations.stop());

  const upstreams = openUpstreams(config);
  shutdown.add('upstreams', () => Promise.all(Object.values(upstreams).map((pool) => pool.stop())));

  const access = new AccessControl({
    tokens: new CachedTokenVerifier({
      verifier: createAccessTokenVerifier({
        issuer: config.ACCESS_TOKEN_ISSUER,
        audience: config.ACCESS_TOKEN_AUDIENCE,
        keys,
        maxLifetimeSeconds: config.ACCESS_TOKEN_MAX_LIFETIME_SECONDS,
        clock,
      }),
      ...{ keys, revocations, clock },
    }),
    limiter: new RateLimiter({ redis, prefix: config.REDIS_PREFIX, logger }),
    policies: ratePolicies(config),
    allow: config.IP_ALLOW.length > 0 ? addressList(config.IP_ALLOW) : undefined,
    deny: addressList(config.IP_DENY),
  });
  const served = routes.filter(({ development }) => !development || config.DEV_PAGES);
  const addressSigner = config.LOG_ADDRESS_SECRET.signer('gateway client addresses', 16);
  const deps = {
    access,
    match: createRouteMatcher(served),
    upstreams,
    signer,
    corsOrigins: new Set(config.CORS_ORIGINS),
    trustedProxies: addressList(config.TRUSTED_PROXIES),
    clientHash: (address: string) => addressSigner.sign(subscriberNetwork(address)),
    pages: createPages({ health, upstreams, checkReplies: config.CHECK_REPLIES, logger }),
    ownRoutes: createOwnRoutes({
      ...{ config, health, logger },
      routes: composeAttention({ upstreams, signer, timeoutMs: config.ATTENTION_TIMEOUT_MS, logger }),
    }),
    logger,
  };
  const sockets = new Set<Duplex>();
  const handleUpgrade = createUpgradeHandler(deps);
  http.server.on('upgrade', (request, socket, head) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    handleUpgrade(request, socket, head);
  });
  http.mount(createRequestHandler(deps));
  const stop = async (): Promise<void> => {
    const drained = http.stop();
    // Sockets have no end of their own; their clients reconnect to another replica and resume there.
    for (const socket of sockets) socket.destroy();
    await drained;
  };
  shutdown.add('http server', stop, http.drainMs + 1_000);
  return { httpPort: http.port };
}

/**
 * Waits for Redis a moment, so that the first requests count in it; without it the gateway starts all the
 * same, for it can work without.
 */
async function firstConnection(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  await Promise.race([new Promise((resolve) => redis.once('ready', resolve)), sleep(1_000)]);
}
