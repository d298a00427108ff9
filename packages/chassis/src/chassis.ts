import {
  createGrpcClient,
  startGrpcServer,
  type GrpcClient,
  type GrpcImplementation,
  type GrpcServiceName,
} from '@chowk/contracts/grpc';
import { SUBSCRIPTIONS, type SubscriptionManifest } from '@chowk/contracts/events';
import { createIdempotencyCollection, IdempotencyStore } from '@chowk/idempotency';
import { createJobQueue, createJobsCollection, type JobType } from '@chowk/jobs';
import {
  Bus,
  createDeadLettersCollection,
  createInboxCollection,
  createOutboxCollection,
  createSubjectVersionsCollection,
  Inbox,
  Outbox,
} from '@chowk/messaging';
import {
  baseConfigSchema,
  grpcConfigSchema,
  integer,
  mongoConfigSchema,
  rabbitConfigSchema,
} from '@chowk/runtime/config';
import { clientHooks, serverHooks } from '@chowk/runtime/grpc';
import { createHttpApp, listen } from '@chowk/runtime/http';
import {
  createIdentitySigner,
  createIdentityVerifier,
  signingKeyOf,
  type IdentityVerifier,
} from '@chowk/runtime/identity';
import {
  followStoreClock,
  PeriodicTask,
  type Clock,
  type ServiceAddresses,
  type ServiceContext,
} from '@chowk/runtime/lifecycle';
import { connectMongo, mongoTime, pingMongo, runMigrations, type Migration } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Capability } from './capability.ts';
import { collectionsMigration } from './collections.ts';
import { retentionTask } from './retention.ts';

/** Settings of a service that has a database, consumes and publishes events, and answers gRPC. */
export const chassisConfigSchema = z.object({
  ...baseConfigSchema.shape,
  ...mongoConfigSchema.shape,
  ...rabbitConfigSchema.shape,
  ...grpcConfigSchema.shape,
  /** Pause in ms between two looks for rows that are older than they are kept. */
  RETENTION_SWEEP_MS: integer(3_600_000, 20),
});
type ChassisConfig = z.output<typeof chassisConfigSchema>;

/** What every service with a database is built on (https://microservices.io/patterns/microservice-chassis.html). */
export interface Chassis {
  connection: Connection;
  /** The database's time, by which replicas agree on what has expired: not that of this machine. */
  clock: Clock;
  /** Judges who calls us. */
  identities: IdentityVerifier;
  outbox: Outbox;
  idempotency: IdempotencyStore;
  /** The kinds of durable work that this process does; known once it is mounted. */
  jobTypes(): JobType[];
  /** A client of another service that calls with our identity; closed at stop. */
  client<Name extends GrpcServiceName>(service: Name, address: string, timeoutMs?: number): GrpcClient<Name>;
  /** Collections, migrations and what capabilities need at start, and nothing that serves: for commands. */
  prepare(capabilities: readonly Capability[], migrations?: readonly Migration[]): Promise<void>;
  /**
   * Prepares, then begins to serve: jobs, periodic tasks, subscriptions, gRPC, HTTP. Stopping goes the other
   * way round: first no new requests and calls, then no new events, then jobs, tasks and the capabilities'
   * own work, then clients, outbox, broker and database.
   */
  mount<Name extends GrpcServiceName>(
    capabilities: readonly Capability[],
    options?: MountOptions<Name>,
  ): Promise<ServiceAddresses>;
}

interface MountOptions<Name extends GrpcServiceName> {
  grpc?: { service: Name; implementation: GrpcImplementation<Name> };
  /** Changes of what is stored, in order; each runs once per database, after the collections are there. */
  migrations?: readonly Migration[];
}

/** Longest wait at start for a broker that neither lets us in nor refuses. */
const BROKER_WAIT_MS = 3_000;

/**
 * Opens a service's connections. Nothing serves before `mount`. The manifest is the house's own unless a test
 * brings one.
 */
export async function openChassis(
  service: string,
  context: ServiceContext<ChassisConfig>,
  manifest: SubscriptionManifest = SUBSCRIPTIONS,
): Promise<Chassis> {
  const { config, logger, health, shutdown } = context;
  const connection = await connectMongo({
    uri: config.MONGODB_URI,
    database: config.MONGODB_DATABASE,
    poolSize: config.MONGODB_POOL_SIZE,
  });
  shutdown.add('mongodb', () => connection.close());
  health.add('mongodb', () => pingMongo(connection));
  const clock = await followStoreClock({
    read: () => mongoTime(connection),
    warnAboveMs: config.CLOCK_SKEW_WARN_MS,
    health,
    shutdown,
    logger,
  });
  const now = (): number => clock().getTime();
  const identities = createIdentityVerifier({ service, keys: config.SERVICE_KEYS, now });
  const signingKey = signingKeyOf(service, config.SERVICE_PRIVATE_KEY, config.SERVICE_KEYS);
  const signer = createIdentitySigner({ ...signingKey, now });
  await runMigrations(connection, packageCollections, { logger });

  const bus = Bus.open({
    url: config.RABBITMQ_URL,
    prefix: config.RABBITMQ_PREFIX,
    logger,
    retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
    manifest,
    confirmTimeoutMs: config.RABBITMQ_CONFIRM_TIMEOUT_MS,
  });
  shutdown.add('message bus', () => bus.stop());
  health.add('rabbitmq', async () => {
    if (!bus.connected) throw new Error('not connected');
  });
  const outbox = new Outbox({
    connection,
    bus,
    source: service,
    clock,
    logger,
    maxPending: config.OUTBOX_PENDING_MAX,
  });
  shutdown.add('outbox', () => outbox.stop());
  const jobs = createJobQueue({ connection, outbox, logger });
  const inbox = new Inbox({ service, bus, outbox, connection, logger, prefetch: config.RABBITMQ_PREFETCH });

  const prepare: Chassis['prepare'] = async (capabilities, migrations = []) => {
    const models = capabilities.flatMap(({ collections = [] }) => collections);
    await runMigrations(connection, [collectionsMigration(models), ...migrations], { logger });
    for (const capability of capabilities) {
      if (capability.stop) shutdown.add(capability.name, () => capability.stop!());
      await capability.start?.();
    }
  };

  return {
    connection,
    clock,
    identities,
    outbox,
    idempotency: new IdempotencyStore({ connection, outbox, lockMs: config.IDEMPOTENCY_LOCK_MS, clock }),
    jobTypes: () => jobs.types(),
    client(name, address, timeoutMs = config.GRPC_TIMEOUT_MS) {
      const client = createGrpcClient<typeof name>({
        service: name,
        address,
        calls: clientHooks(signer, logger),
        timeoutMs,
      });
      shutdown.add(`client of ${name}`, async () => client.close());
      return client;
    },
    prepare,
    async mount(capabilities, { grpc, migrations } = {}) {
      await prepare(capabilities, migrations);

      jobs.register(capabilities.flatMap((capability) => capability.jobs ?? []));
      for (const recurrence of capabilities.flatMap((capability) => capability.recurring ?? []))
        jobs.recurring(recurrence);
      if (jobs.types().length > 0) jobs.start();
      shutdown.add('jobs', () => jobs.stop());

      const retention = retentionTask(
        capabilities.flatMap((capability) => capability.retention ?? []),
        { everyMs: config.RETENTION_SWEEP_MS, logger },
      );
      const tasks = [...capabilities.flatMap((capability) => capability.tasks ?? []), retention].map(
        (task) => new PeriodicTask({ ...task, logger }),
      );
      shutdown.add('periodic tasks', () => Promise.all(tasks.map((task) => task.stop())));
      shutdown.add('consumers', () => bus.stopConsuming());
      inbox.consume(capabilities.flatMap((capability) => capability.subscriptions ?? []));
      // As a rule a service that serves also consumes. One whose broker is away serves without it.
      await bus.firstAttempt(BROKER_WAIT_MS);

      let grpcPort: number | undefined;
      if (grpc) {
        const server = await startGrpcServer({
          ...grpc,
          host: config.HOST,
          port: config.GRPC_PORT,
          calls: serverHooks(identities, logger),
        });
        shutdown.add('grpc server', () => server.stop());
        grpcPort = server.port;
      }

      const app = createHttpApp({
        service,
        logger,
        identities,
        health,
        routes: capabilities.flatMap((capability) => capability.routes ?? []),
        bodyLimitBytes: config.BODY_LIMIT_BYTES,
        checkReplies: config.CHECK_REPLIES,
      });
      const server = await listen(app, { host: config.HOST, port: config.PORT });
      shutdown.add('http server', () => server.stop());
      for (const capability of capabilities) {
        const attached = capability.attach?.(server);
        if (attached) shutdown.add(`${capability.name} on http`, () => attached.stop());
      }
      return { httpPort: server.port, ...(grpcPort !== undefined && { grpcPort }) };
    },
  };
}

/** Collections of the packages that the chassis brings along. */
const packageCollections: readonly Migration[] = [
  {
    id: '0000-chassis',
    async up(connection) {
      await createOutboxCollection(connection);
      await createInboxCollection(connection);
      await createIdempotencyCollection(connection);
    },
  },
  { id: '0001-chassis-jobs', up: createJobsCollection },
  {
    id: '0002-chassis-consumers',
    async up(connection) {
      await createSubjectVersionsCollection(connection);
      await createDeadLettersCollection(connection);
    },
  },
];
