import type { ServerOptions } from 'node:http';
import { loadConfig, type baseConfigSchema } from '@chowk/runtime/config';
import { entranceOf } from '@chowk/runtime/http';
import { Health, ShutdownStack, type ServiceAddresses, type ServingContext } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { z } from 'zod';
import type { TestKeys } from './identities.ts';
import { quietLogger } from './peer-services.ts';
import { storeAddresses } from './stores.ts';

/** A service running inside the test, composed as in production over real stores. */
export interface InProcessService {
  /** Base URL without a trailing slash. */
  url: string;
  /** host:port; only when the service answers gRPC */
  grpcAddress: string;
  stop(): Promise<void>;
}

/** Settings of a service under test: real stores, names of its own, short pauses. */
export function testEnv(
  service: Parameters<TestKeys['privateKey']>[0],
  keys: TestKeys,
  database: string,
  prefix: string,
): Record<string, string> {
  const stores = storeAddresses();
  return {
    NODE_ENV: 'test',
    DEV_PAGES: 'true',
    // Nobody is to be told of a stop, and no connection waited for.
    SHUTDOWN_DELAY_MS: '0',
    LOG_LEVEL: 'silent',
    CHECK_REPLIES: 'true',
    MONGODB_URI: stores.mongodbUri,
    MONGODB_DATABASE: database,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: `${prefix}:`,
    RABBITMQ_URL: stores.rabbitmqUrl,
    RABBITMQ_PREFIX: prefix,
    EVENT_RETRY_DELAYS_MS: '20,40,80,160',
    SERVICE_PRIVATE_KEY: keys.privateKey(service),
    SERVICE_KEYS: JSON.stringify(keys.keySet),
  };
}

/** Runs a service's composition root in this process. Call twice with one env for two replicas. */
export async function startInProcess<Schema extends z.ZodObject>(options: {
  schema: Schema;
  compose: (context: ServingContext<z.output<Schema>>) => Promise<ServiceAddresses>;
  /** As of `runService`. */
  server?: (config: z.output<Schema>) => ServerOptions;
  env: Record<string, string>;
  /** For a test that reads what is logged. */
  logger?: Logger;
}): Promise<InProcessService> {
  const { logger = quietLogger() } = options;
  const shutdown = new ShutdownStack();
  const health = new Health();
  const config = loadConfig(options.schema, options.env);
  // The schema is one of a service, which has the base settings; their shape is lost in the type parameter.
  const base = config as unknown as z.output<typeof baseConfigSchema>;
  const http = await entranceOf(base, health, options.server?.(config));
  try {
    const running = await options.compose({ config, logger, health, shutdown, http });
    return {
      url: `http://127.0.0.1:${running.httpPort}`,
      grpcAddress: `127.0.0.1:${running.grpcPort ?? 0}`,
      async stop() {
        health.stopping();
        await shutdown.stop(logger);
      },
    };
  } catch (error) {
    await http.stop();
    throw error;
  }
}
