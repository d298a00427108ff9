import type { ServerOptions } from 'node:http';
import { secretKeyring } from '@chowk/keyring';
import { baseConfigSchema, integer, list, redisConfigSchema } from '@chowk/runtime/config';
import { z } from 'zod';

const upstream = z
  .string()
  .transform((value) => value.split(',').map((url) => url.trim().replace(/\/$/, '')))
  .pipe(z.array(z.url()).min(1));

export const configSchema = z.object({
  ...baseConfigSchema.shape,
  ...redisConfigSchema.shape,
  /** Short: a limit that cannot be counted in time is counted here alone. */
  REDIS_COMMAND_TIMEOUT_MS: integer(500, 1),
  /** Port of the only door. */
  PORT: integer(8080, 0, 65_535),
  /** Longer than a balancer in front keeps its connections, 60 s as a rule: it must be the first to give one up. */
  HTTP_KEEP_ALIVE_MS: integer(65_000, 1_000),
  /** HTTP addresses of the auth service, several replicas separated by commas. */
  AUTH_URL: upstream,
  /** HTTP addresses of the catalog service. */
  CATALOG_URL: upstream,
  /** HTTP addresses of the orders service. */
  ORDERS_URL: upstream,
  /** HTTP addresses of the wallet service. */
  WALLET_URL: upstream,
  /** HTTP addresses of the notify service. */
  NOTIFY_URL: upstream,
  /** HTTP addresses of the nfc-qr service. */
  NFC_QR_URL: upstream,
  /** gRPC address of the auth service, which answers the keys that access tokens are signed with. */
  AUTH_GRPC: z.string().min(1),
  /** `iss` that an access token must have. */
  ACCESS_TOKEN_ISSUER: z.string().default('chowk'),
  /** `aud` that an access token must have. */
  ACCESS_TOKEN_AUDIENCE: z.string().default('chowk-api'),
  /** Longest life of an access token in seconds, the same for auth, gateway and notify: one that says it lives for longer is refused, and an ended session is remembered that long. */
  ACCESS_TOKEN_MAX_LIFETIME_SECONDS: integer(3_600, 60),
  /** Shortest time in ms between two fetches of auth's public keys. */
  JWKS_COOL_DOWN_MS: integer(5_000, 0),
  /** Age in ms after which auth's public keys are fetched anew. */
  JWKS_MAX_AGE_MS: integer(30_000, 100),
  /** Requests that one address may make in a window when nobody is signed in. */
  RATE_LIMIT_ANONYMOUS: integer(100, 1),
  /** Requests that one signed-in person may make in a window. */
  RATE_LIMIT_USER: integer(1_000, 1),
  /** Length of the window in seconds. */
  RATE_LIMIT_WINDOW_SECONDS: integer(900, 1),
  /** Requests to the sign-in routes that one address may make in a minute. */
  RATE_LIMIT_AUTH_PER_MINUTE: integer(10, 1),
  /** Webhooks that one address of a payment provider may send in a minute. */
  RATE_LIMIT_WEBHOOK_PER_MINUTE: integer(6_000, 1),
  /** Proxies (CIDR, separated by commas) whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: list(),
  /** Addresses (CIDR) that are let in; empty lets in all. */
  IP_ALLOW: list(),
  /** Addresses (CIDR) that are refused. */
  IP_DENY: list(),
  /** Origins of web apps, exactly as browsers send them, separated by commas. */
  CORS_ORIGINS: list(),
  /** Requests under way at one service at the most; more are answered 503. */
  UPSTREAM_MAX_IN_FLIGHT: integer(512, 1),
  /** Connections kept to one replica of a service. */
  UPSTREAM_CONNECTIONS: integer(128, 1),
  /** Longest wait in ms for each service's part of the list of stuck work. */
  ATTENTION_TIMEOUT_MS: integer(2_000, 50),
  /** Failures in a row after which a replica is left alone. */
  BREAKER_FAILURES: integer(5, 1),
  /** Milliseconds until a replica that was left alone gets a trial request. */
  BREAKER_COOL_DOWN_MS: integer(1_000, 10),
  /** Keys the hashes that stand for client addresses in the log, so that abuse can be followed and nobody looked up. */
  LOG_ADDRESS_SECRET: secretKeyring('development-log-address-secret'),
  /** Largest request header in bytes. */
  HEADER_LIMIT_BYTES: integer(16_384, 1024),
});

export type Config = z.output<typeof configSchema>;

/** How the only door differs from the servers behind it. */
export const serverOptions = (config: Config): ServerOptions => ({
  maxHeaderSize: config.HEADER_LIMIT_BYTES,
  requestTimeout: 300_000,
});
