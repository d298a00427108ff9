import { z } from 'zod';
import { serviceKeysSchema, servicePrivateKeysSchema } from '../identity/service-keys.ts';
import { checkedInProduction, checkedWith, flag, integer } from './load-config.ts';

const LOOPBACK = '127.0.0.1';

/** Whether only this machine reaches an interface; a name other than localhost may be anything. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Settings of every service. Spread its shape into the service's own schema. */
export const baseConfigSchema = z.object({
  /** `production` refuses development secrets, failpoints, development pages and demo data; whoever wants those says `development`. */
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  /** Interface that the servers listen on; loopback unless the network around is trusted. */
  HOST: z.string().default(LOOPBACK),
  /** HTTP port; 0 takes a free one. */
  PORT: integer(0, 0, 65_535),
  /** Least severe lines that are logged. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Lines for people instead of JSON; by itself on in a terminal. */
  LOG_PRETTY: z.enum(['true', 'false', 'auto']).default('auto'),
  /** Private keys of this service, each base64 of PKCS#8 PEM, P-256, separated by commas. The first signs its identity towards other services. */
  SERVICE_PRIVATE_KEY: servicePrivateKeysSchema,
  /** JWK set with the public keys of all services as JSON, several of one while they are rotated; `kid` is `<service>:<thumbprint>`, or the service's name. */
  SERVICE_KEYS: serviceKeysSchema,
  /**
   * How long in ms a service goes on serving after SIGTERM, not ready and telling its clients so, until balancers
   * and kept connections have moved to others. 0 stops at once, for development.
   */
  SHUTDOWN_DELAY_MS: integer(3_000, 0),
  /**
   * Longest time in ms from SIGTERM to the end: the delay, the longest route, and 5 s for the rest. An
   * orchestrator must wait at least that long before it kills.
   */
  SHUTDOWN_GRACE_MS: integer(45_000, 0),
  /** How long in ms a connection may be idle; clients are told, and give it up before that. */
  HTTP_KEEP_ALIVE_MS: integer(5_000, 1_000),
  /** A clock of this machine that is off by more than so many ms is warned of; the store's is used in any case. */
  CLOCK_SKEW_WARN_MS: integer(2_000, 1),
  /** Where spans go (OTLP over HTTP); none when empty. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** Largest JSON body in bytes. */
  BODY_LIMIT_BYTES: integer(256 * 1024, 1024),
  /** Opens pages for developers, such as the one that shows one-time codes to everybody: never in production, and on a loopback HOST only. */
  DEV_PAGES: checkedWith(flag(false), (value, { HOST = LOOPBACK }, mode) => {
    if (value !== 'true') return [];
    return [
      ...(mode === 'production' ? ['production has no pages for developers'] : []),
      ...(isLoopback(HOST) ? [] : ['pages for developers need a loopback HOST']),
    ];
  }),
  /** Named places where this process dies, fails or stalls, for tests; see CONTRIBUTING.md. */
  CHOWK_FAILPOINTS: checkedInProduction(z.string().default(''), {
    developmentDefault: '',
    problems: (value) => (value === undefined ? [] : ['production has no failpoints']),
  }),
  /** Holds every answer against its declared schema and fails those that break it; for tests. */
  CHECK_REPLIES: flag(false),
});

/** Settings of a service with a database. */
export const mongoConfigSchema = z.object({
  /** Address of MongoDB, a replica set: transactions need one. */
  MONGODB_URI: z.string().startsWith('mongodb'),
  /** Name of the service's own database. */
  MONGODB_DATABASE: z.string().regex(/^[\w-]{1,60}$/),
  /** Connections to MongoDB at the most, per process. */
  MONGODB_POOL_SIZE: integer(20, 1, 500),
  /** Longest time in ms of one operation or transaction; within a request its deadline ends it sooner. */
  MONGODB_TIMEOUT_MS: integer(30_000, 100),
  /** Longest wait in ms for a server and a free connection to it; then the answer is OVERLOADED. */
  MONGODB_WAIT_MS: integer(2_000, 10),
  /**
   * Whether a service migrates its database when it starts. If not, it is not ready until its migrate command
   * has done so, a job ahead of a deployment, say.
   */
  MIGRATE_ON_START: flag(true),
  /** After this many ms without a sign of life the lock of whoever migrates may be taken over. */
  MIGRATION_LOCK_MS: integer(30_000, 100),
  /** After this many ms without a sign of life an unfinished request's Idempotency-Key may be taken over. */
  IDEMPOTENCY_LOCK_MS: integer(15_000, 100),
});

/** Settings of a service on the event bus. */
export const rabbitConfigSchema = z.object({
  /** Address of RabbitMQ. */
  RABBITMQ_URL: z.string().startsWith('amqp'),
  /** Prefix of the exchange and all queues, so that several installations share one broker. */
  RABBITMQ_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,60}$/)
    .default('chowk'),
  /** Messages that one consumer works on at a time. */
  RABBITMQ_PREFETCH: integer(16, 1, 1000),
  /** Longest wait in ms for the broker to confirm a message; what it does not confirm is sent again. */
  RABBITMQ_CONFIRM_TIMEOUT_MS: integer(10_000, 100, 120_000),
  /** Events of a process that wait in memory for the broker; more wait in the database alone. */
  OUTBOX_PENDING_MAX: integer(1_000, 0, 100_000),
  /** Pause in ms between two looks for events that a process which died left behind: they leave at most that and their lease of 5 s later. */
  OUTBOX_SWEEP_MS: integer(10_000, 50, 600_000),
  /** Waits in ms before another try of a failed event handler, separated by commas; then dead letters. */
  EVENT_RETRY_DELAYS_MS: z
    .string()
    .default('1000,5000,30000,120000')
    .transform((value) => value.split(',').map(Number))
    .pipe(z.array(z.int().positive()).min(1).max(10)),
});

/** Settings of a service with Redis. */
export const redisConfigSchema = z.object({
  /** Address of Redis. */
  REDIS_URL: z.string().startsWith('redis'),
  /** Prefix of every key. */
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w:.-]{0,60}$/)
    .default('chowk:'),
  /** Longest wait in ms for the answer to a command that a request waits for. */
  REDIS_COMMAND_TIMEOUT_MS: integer(2_000, 1),
  /** How often such a command is sent again when its connection is lost, within that time. */
  REDIS_RETRIES: integer(1, 0, 20),
});

/** Settings of a service that answers gRPC. */
export const grpcConfigSchema = z.object({
  /** gRPC port; 0 takes a free one. */
  GRPC_PORT: integer(0, 0, 65_535),
  /** Longest wait in ms for an answer of another service. */
  GRPC_TIMEOUT_MS: integer(5_000, 1),
});
