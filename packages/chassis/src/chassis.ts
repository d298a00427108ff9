import { composeAttention, deadLetters, parkedJobs, raiseDeadLetter, raiseParkedJob } from '@chowk/attention';
import { AppError } from '@chowk/contracts/errors';
import { SUBSCRIPTIONS, type SubscriptionManifest } from '@chowk/contracts/events';
import { createGrpcClient, type GrpcClient, type GrpcServiceName } from '@chowk/contracts/grpc';
import { IdempotencyStore } from '@chowk/idempotency';
import { createJobAdmin, createJobQueue, type JobType } from '@chowk/jobs';
import { Bus, createDeadLetters, Inbox, Outbox } from '@chowk/messaging';
import { clientHooks } from '@chowk/runtime/grpc';
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
import {
  awaitMigrations,
  mongoTime,
  pendingMigrations,
  runMigrations,
  type Migration,
} from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Capability } from './capability.ts';
import type { ChassisConfig } from './chassis-config.ts';
import { collectionsMigration, missingCollections } from './collections.ts';
import { openDatabase } from './open-database.ts';
import { packageCollections } from './package-collections.ts';
import { retentionTask } from './retention.ts';
import { serve, type GrpcMount } from './serve.ts';

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
  grpc?: GrpcMount<Name>;
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
  const { config, logger, health, shutdown, http } = context;
  const connection = await openDatabase(context);
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

  const bus = Bus.open({
    url: config.RABBITMQ_URL,
    prefix: config.RABBITMQ_PREFIX,
    logger,
    retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
    manifest,
    confirmTimeoutMs: config.RABBITMQ_CONFIRM_TIMEOUT_MS,
  });
  shutdown.add('message bus', () => bus.stop());
  // Reported, not decisive: what is to be said waits in the outbox.
  health.report('rabbitmq', () => bus.connected);
  const outbox = new Outbox({
    connection,
    bus,
    source: service,
    clock,
    logger,
    maxPending: config.OUTBOX_PENDING_MAX,
    sweepMs: config.OUTBOX_SWEEP_MS,
  });
  shutdown.add('outbox', () => outbox.stop());
  const jobs = createJobQueue({ connection, outbox, logger, onParked: raiseParkedJob(service) });
  const inbox = new Inbox({
    service,
    bus,
    outbox,
    connection,
    logger,
    prefetch: config.RABBITMQ_PREFETCH,
    onDeadLetter: raiseDeadLetter(service),
  });

  const start = async (capabilities: readonly Capability[]): Promise<void> => {
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

      const attention = composeAttention({
        ...{ service, connection, outbox },
        sources: [
          parkedJobs(createJobAdmin(connection), jobs),
          deadLetters(createDeadLetters({ service, bus, connection, clock })),
          ...capabilities.flatMap((capability) => capability.attention ?? []),
        ],
        signer: config.CURSOR_SECRET.signer(`${service} attention cursors`, 16),
      });
      const routes = [...capabilities.flatMap((capability) => capability.routes ?? []), ...attention];
      return serve({ service, context, http, identities, capabilities, routes, grpc });
    },
  };
}

const modelsOf = (capabilities: readonly Capability[]) =>
  capabilities.flatMap(({ collections = [] }) => collections);

const notMigrated = (service: string, pending: string): AppError =>
  new AppError('PRECONDITION_FAILED', {
    message: `The database of ${service} lacks ${pending}: run its migrate command first, or start the service.`,
  });
