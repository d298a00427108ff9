import { composeAttention, createAttentionCollections, parkedJobs, raiseParkedJob } from '@chowk/attention';
import {
  createGrpcClient,
  startGrpcServer,
  type GrpcClient,
  type GrpcImplementation,
  type GrpcServiceName,
} from '@chowk/contracts/grpc';
import { createIdempotencyCollection, IdempotencyStore } from '@chowk/idempotency';
import { createJobAdmin, createJobQueue, createJobsCollection, type JobType } from '@chowk/jobs';
import { secretKeyring } from '@chowk/keyring';
import { Bus, createInboxCollection, createOutboxCollection, Inbox, Outbox } from '@chowk/messaging';
import {
  baseConfigSchema,
  grpcConfigSchema,
  mongoConfigSchema,
  rabbitConfigSchema,
} from '@chowk/runtime/config';
import { clientHooks, serverHooks } from '@chowk/runtime/grpc';
import { createHttpApp, listen } from '@chowk/runtime/http';
import { createIdentitySigner, createIdentityVerifier, privateKeyFromBase64 } from '@chowk/runtime/identity';
import { PeriodicTask, type ServiceAddresses, type ServiceContext } from '@chowk/runtime/lifecycle';
import { connectMongo, pingMongo, runMigrations, type Migration } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Capability } from './capability.ts';
import { collectionsMigration } from './collections.ts';

/** Settings of a service that has a database, consumes and publishes events, and answers gRPC. */
export const chassisConfigSchema = z.object({
  ...baseConfigSchema.shape,
  ...mongoConfigSchema.shape,
  ...rabbitConfigSchema.shape,
  ...grpcConfigSchema.shape,
  /** Signs the cursors of lists. */
  CURSOR_SECRET: secretKeyring('development-cursor-secret'),
});
type ChassisConfig = z.output<typeof chassisConfigSchema>;

/** What every service with a database is built on (https://microservices.io/patterns/microservice-chassis.html). */
export interface Chassis {
  connection: Connection;
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

/** Opens a service's connections. Nothing serves before `mount`. */
export async function openChassis(service: string, context: ServiceContext<ChassisConfig>): Promise<Chassis> {
  const { config, logger, health, shutdown } = context;
  const identities = createIdentityVerifier({ service, keys: config.SERVICE_KEYS });
  const signer = createIdentitySigner({
    service,
    privateKey: privateKeyFromBase64(config.SERVICE_PRIVATE_KEY),
  });

  const connection = await connectMongo({
    uri: config.MONGODB_URI,
    database: config.MONGODB_DATABASE,
    poolSize: config.MONGODB_POOL_SIZE,
  });
  shutdown.add('mongodb', () => connection.close());
  health.add('mongodb', () => pingMongo(connection));
  await runMigrations(connection, packageCollections, { logger });

  const bus = await Bus.connect({
    url: config.RABBITMQ_URL,
    prefix: config.RABBITMQ_PREFIX,
    logger,
    retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
  });
  shutdown.add('message bus', () => bus.stop());
  health.add('rabbitmq', async () => {
    if (!bus.connected) throw new Error('not connected');
  });
  const outbox = new Outbox({ connection, bus, source: service, logger });
  shutdown.add('outbox', () => outbox.stop());
  const jobs = createJobQueue({ connection, outbox, logger, onParked: raiseParkedJob(service) });
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
    outbox,
    idempotency: new IdempotencyStore({ connection, outbox, lockMs: config.IDEMPOTENCY_LOCK_MS }),
    jobTypes: () => jobs.types(),
    client(name, address, timeoutMs = config.GRPC_TIMEOUT_MS) {
      const client = createGrpcClient<typeof name>({
        service: name,
        address,
        calls: clientHooks(signer),
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

      const tasks = capabilities
        .flatMap((capability) => capability.tasks ?? [])
        .map((task) => new PeriodicTask({ ...task, logger }));
      shutdown.add('periodic tasks', () => Promise.all(tasks.map((task) => task.stop())));
      shutdown.add('consumers', () => bus.stopConsuming());
      for (const subscription of capabilities.flatMap((capability) => capability.subscriptions ?? []))
        await inbox.subscribe(subscription);

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

      const attention = composeAttention({
        ...{ service, connection, outbox },
        sources: [
          parkedJobs(createJobAdmin(connection), jobs),
          ...capabilities.flatMap((capability) => capability.attention ?? []),
        ],
        signer: config.CURSOR_SECRET.signer(`${service} attention cursors`, 16),
      });
      const app = createHttpApp({
        service,
        logger,
        identities,
        health,
        routes: [...capabilities.flatMap((capability) => capability.routes ?? []), ...attention],
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
  { id: '0003-chassis-attention', up: createAttentionCollections },
];
