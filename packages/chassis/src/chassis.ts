import {
  createGrpcClient,
  startGrpcServer,
  type GrpcClient,
  type GrpcImplementation,
  type GrpcServiceName,
} from '@chowk/contracts/grpc';
import type { EventName } from '@chowk/contracts/events';
import { createIdempotencyCollection, IdempotencyStore } from '@chowk/idempotency';
import {
  Bus,
  createInboxCollection,
  createOutboxCollection,
  Inbox,
  Outbox,
  type Subscription,
} from '@chowk/messaging';
import {
  baseConfigSchema,
  grpcConfigSchema,
  mongoConfigSchema,
  rabbitConfigSchema,
} from '@chowk/runtime/config';
import { serverHooks, clientHooks } from '@chowk/runtime/grpc';
import { createHttpApp, listen, type Route, type RunningHttpServer } from '@chowk/runtime/http';
import { createIdentitySigner, createIdentityVerifier, privateKeyFromBase64 } from '@chowk/runtime/identity';
import type { ServiceContext } from '@chowk/runtime/lifecycle';
import { connectMongo, pingMongo, runMigrations, type Migration } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { z } from 'zod';

/** Settings of a service that has a database, hears and says events, and answers gRPC. */
export const chassisConfigSchema = z.object({
  ...baseConfigSchema.shape,
  ...mongoConfigSchema.shape,
  ...rabbitConfigSchema.shape,
  ...grpcConfigSchema.shape,
});
type ChassisConfig = z.output<typeof chassisConfigSchema>;

/** What every service with a database is built on (https://microservices.io/patterns/microservice-chassis.html). */
export interface Chassis {
  connection: Connection;
  outbox: Outbox;
  idempotency: IdempotencyStore;
  /** A client of another service that calls with our identity; closed at stop. */
  client<Name extends GrpcServiceName>(service: Name, address: string, timeoutMs?: number): GrpcClient<Name>;
  subscribe<Names extends EventName, Result>(subscription: Subscription<Names, Result>): Promise<void>;
  /** Starts the gRPC server; returns its port. */
  serveGrpc<Name extends GrpcServiceName>(
    name: Name,
    implementation: GrpcImplementation<Name>,
  ): Promise<number>;
  /** Starts the HTTP server: call it last, when everything that routes need is there. */
  serveHttp(routes: readonly Route[]): Promise<RunningHttpServer>;
}

/**
 * Opens a service's connections, migrates its database, and registers everything for an orderly stop:
 * first no new requests and calls, then no new events, then what is in the outbox, then the connections.
 */
export async function openChassis(
  service: string,
  context: ServiceContext<ChassisConfig>,
  migrations: readonly Migration[],
): Promise<Chassis> {
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
  await runMigrations(connection, [ownCollections, ...migrations]);

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
  const inbox = new Inbox({ service, bus, outbox, connection, logger, prefetch: config.RABBITMQ_PREFETCH });
  shutdown.add('consumers', () => bus.stopConsuming());

  return {
    connection,
    outbox,
    idempotency: new IdempotencyStore({ connection, outbox, lockMs: config.IDEMPOTENCY_LOCK_MS }),
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
    subscribe: (subscription) => inbox.subscribe(subscription),
    async serveGrpc(name, implementation) {
      const server = await startGrpcServer({
        service: name,
        host: config.HOST,
        port: config.GRPC_PORT,
        calls: serverHooks(identities, logger),
        implementation,
      });
      shutdown.add('grpc server', () => server.stop());
      return server.port;
    },
    async serveHttp(routes) {
      const app = createHttpApp({
        service,
        logger,
        identities,
        health,
        routes,
        bodyLimitBytes: config.BODY_LIMIT_BYTES,
      });
      const server = await listen(app, { host: config.HOST, port: config.PORT });
      shutdown.add('http server', () => server.stop());
      return server;
    },
  };
}

/** Collections of the packages, ahead of the service's own migrations. */
const ownCollections: Migration = {
  id: '0000-chassis',
  async up(connection) {
    await createOutboxCollection(connection);
    await createInboxCollection(connection);
    await createIdempotencyCollection(connection);
  },
};
