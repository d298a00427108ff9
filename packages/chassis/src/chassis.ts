import {
  createGrpcClient,
  startGrpcServer,
  type GrpcClient,
  type GrpcImplementation,
  type GrpcServiceName,
} from '@chowk/contracts/grpc';
import { createIdempotencyCollection, IdempotencyStore } from '@chowk/idempotency';
import { createJobQueue, createJobsCollection, type JobType } from '@chowk/jobs';
import { Bus, createInboxCollection, createOutboxCollection, Inbox, Outbox } from '@chowk/messaging';
import { AppError } from '@chowk/contracts/errors';
import { clientHooks, serverHooks } from '@chowk/runtime/grpc';
import { createHttpApp, DEFAULT_DEADLINE_MS, type Route } from '@chowk/runtime/http';
import { createIdentitySigner, createIdentityVerifier, privateKeyFromBase64 } from '@chowk/runtime/identity';
import { PeriodicTask, type ServiceAddresses, type ServiceContext } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { awaitMigrations, pendingMigrations, runMigrations, type Migration } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Capability } from './capability.ts';
import type { ChassisConfig } from './chassis-config.ts';
import { collectionsMigration, missingCollections } from './collections.ts';
import { openDatabase } from './open-database.ts';

/** What every service with a database is built on (https://microservices.io/patterns/microservice-chassis.html). */
export interface Chassis {
  connection: Connection;
  outbox: Outbox;
  idempotency: IdempotencyStore;
  /** The kinds of durable work that this process does; known once it is mounted. */
  jobTypes(): JobType[];
  /** A client of another service that calls with our identity; closed at stop. */
  client<Name extends GrpcServiceName>(service: Name, address: string, timeoutMs?: number): GrpcClient<Name>;
  /**
   * What capabilities need at start, and nothing that serves: for commands. They change no schema by the way.
   * @throws AppError PRECONDITION_FAILED naming a collection or migration that the database lacks
   */
  prepare(capabilities: readonly Capability[], migrations?: readonly Migration[]): Promise<void>;
  /**
   * Collections and migrations, by this process or by whoever else it waits for; then what capabilities need at
   * start, then it serves: jobs, periodic tasks, subscriptions, gRPC, HTTP. Stopping goes the other way round:
   * first no new requests and calls, then no new events, then jobs, tasks and the capabilities' own work, then
   * clients, outbox, broker and database. In a command it migrates, and serves nothing.
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
  const { config, logger, health, shutdown, http } = context;
  const identities = createIdentityVerifier({ service, keys: config.SERVICE_KEYS });
  const signer = createIdentitySigner({
    service,
    privateKey: privateKeyFromBase64(config.SERVICE_PRIVATE_KEY),
  });

  const connection = await openDatabase(context);

  const bus = await Bus.connect({
    url: config.RABBITMQ_URL,
    prefix: config.RABBITMQ_PREFIX,
    logger,
    retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
  });
  shutdown.add('message bus', () => bus.stop());
  // Reported, not decisive: what is to be said waits in the outbox.
  health.report('rabbitmq', () => bus.connected);
  const outbox = new Outbox({ connection, bus, source: service, logger });
  shutdown.add('outbox', () => outbox.stop());
  const jobs = createJobQueue({ connection, outbox, logger });
  const inbox = new Inbox({ service, bus, outbox, connection, logger, prefetch: config.RABBITMQ_PREFETCH });

  const start = async (capabilities: readonly Capability[]): Promise<void> => {
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
    async prepare(capabilities, migrations = []) {
      const pending = await pendingMigrations(connection, [...packageCollections, ...migrations]);
      const missing = await missingCollections(connection, modelsOf(capabilities));
      const [first] = [...pending.map(({ id }) => id), ...missing];
      if (first !== undefined) throw notMigrated(service, first);
      await start(capabilities);
    },
    async mount(capabilities, { grpc, migrations = [] } = {}) {
      const wanted = [...packageCollections, collectionsMigration(modelsOf(capabilities)), ...migrations];
      if (!http || config.MIGRATE_ON_START)
        await runMigrations(connection, wanted, { logger, lockMs: config.MIGRATION_LOCK_MS });
      else await awaitMigrations(connection, wanted, { logger });
      if (!http) return { httpPort: 0 };
      await start(capabilities);

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

      // Both at once: neither takes anything new while the other waits for its last answer.
      const servers: Array<() => Promise<void>> = [];
      let grpcPort: number | undefined;
      if (grpc) {
        const server = await startGrpcServer({
          ...grpc,
          host: config.HOST,
          port: config.GRPC_PORT,
          calls: serverHooks(identities, logger),
        });
        health.onStopping(() => server.leaving());
        servers.push(() => server.stop(http.drainMs));
        grpcPort = server.port;
      }

      const routes = capabilities.flatMap((capability) => capability.routes ?? []);
      warnOfShortGrace(routes, http.drainMs, logger);
      const app = createHttpApp({
        service,
        logger,
        identities,
        health,
        routes,
        bodyLimitBytes: config.BODY_LIMIT_BYTES,
        checkReplies: config.CHECK_REPLIES,
      });
      http.mount(app);
      servers.push(() => http.stop());
      shutdown.add('servers', () => Promise.all(servers.map((stop) => stop())), http.drainMs + STEP_MS);
      for (const capability of capabilities) {
        const attached = capability.attach?.(http);
        if (attached)
          shutdown.add(`${capability.name} on http`, () => attached.stop(), http.drainMs + STEP_MS);
      }
      return { httpPort: http.port, ...(grpcPort !== undefined && { grpcPort }) };
    },
  };
}

/** For what stands in the way of a stop beside answers, in ms. */
const STEP_MS = 1_000;

const modelsOf = (capabilities: readonly Capability[]) =>
  capabilities.flatMap(({ collections = [] }) => collections);

const notMigrated = (service: string, pending: string): AppError =>
  new AppError('PRECONDITION_FAILED', {
    message: `The database of ${service} lacks ${pending}: run its migrate command first, or start the service.`,
  });

/** A stop that ends before the longest route does would cut its answers. */
function warnOfShortGrace(routes: readonly Route[], drainMs: number, logger: Logger): void {
  const longestMs = Math.max(0, ...routes.map(({ spec }) => spec.deadlineMs ?? DEFAULT_DEADLINE_MS));
  if (drainMs >= longestMs) return;
  logger.warn({ longestMs, drainMs }, 'SHUTDOWN_GRACE_MS is too short: a stop would cut the longest route');
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
];
