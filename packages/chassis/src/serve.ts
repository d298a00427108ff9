import { startGrpcServer, type GrpcImplementation, type GrpcServiceName } from '@chowk/contracts/grpc';
import { serverHooks } from '@chowk/runtime/grpc';
import { createHttpApp, DEFAULT_DEADLINE_MS, type HttpEntrance, type Route } from '@chowk/runtime/http';
import type { IdentityVerifier } from '@chowk/runtime/identity';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Capability } from './capability.ts';
import type { ChassisConfig } from './chassis-config.ts';

/** What a service answers over gRPC. */
export interface GrpcMount<Name extends GrpcServiceName> {
  service: Name;
  implementation: GrpcImplementation<Name>;
}

/** For what stands in the way of a stop beside answers, in ms. */
const STEP_MS = 1_000;

/** Answers gRPC and HTTP from here on, until shutdown. */
export async function serve<Name extends GrpcServiceName>({
  service,
  context: { config, logger, health, shutdown },
  http,
  identities,
  capabilities,
  routes,
  grpc,
}: {
  service: string;
  context: ServiceContext<ChassisConfig>;
  http: HttpEntrance;
  identities: IdentityVerifier;
  capabilities: readonly Capability[];
  routes: readonly Route[];
  grpc: GrpcMount<Name> | undefined;
}): Promise<ServiceAddresses> {
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
    if (attached) shutdown.add(`${capability.name} on http`, () => attached.stop(), http.drainMs + STEP_MS);
  }
  return { httpPort: http.port, ...(grpcPort !== undefined && { grpcPort }) };
}

/** A stop that ends before the longest route does would cut its answers. */
function warnOfShortGrace(routes: readonly Route[], drainMs: number, logger: Logger): void {
  const longestMs = Math.max(0, ...routes.map(({ spec }) => spec.deadlineMs ?? DEFAULT_DEADLINE_MS));
  if (drainMs >= longestMs) return;
  logger.warn({ longestMs, drainMs }, 'SHUTDOWN_GRACE_MS is too short: a stop would cut the longest route');
}
