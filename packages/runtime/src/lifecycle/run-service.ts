import type { ServerOptions } from 'node:http';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { baseConfigSchema } from '../config/base-config.ts';
import { loadConfig } from '../config/load-config.ts';
import { armFailpoints } from '../failpoints.ts';
import { entranceOf } from '../http/entrance-of.ts';
import type { HttpEntrance } from '../http/listen.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import { startTelemetry } from '../telemetry/telemetry.ts';
import { Health } from './health.ts';
import { ShutdownStack } from './shutdown-stack.ts';

/** What a composition root gets. */
export interface ServiceContext<Config> {
  config: Config;
  logger: Logger;
  health: Health;
  shutdown: ShutdownStack;
  /** Listens already, and answers that the service is not ready until its app is mounted. A command has none. */
  http?: HttpEntrance;
}

/** The context of what is to serve. */
export interface ServingContext<Config> extends ServiceContext<Config> {
  http: HttpEntrance;
}

/** What a composed service tells about itself. */
export interface ServiceAddresses {
  httpPort: number;
  grpcPort?: number;
}

type BaseShape = typeof baseConfigSchema.shape;

/**
 * The life of a service process: settings, telemetry, a listener that says that it lives, composition. Then
 * SIGTERM or SIGINT, and the end in phases: not ready, still serving for SHUTDOWN_DELAY_MS and telling everybody
 * to go elsewhere; then everything that was started, last started first, each within its time; exit 0. A failure
 * at start or an unforeseen one later exits 1, so that whoever supervises starts it anew; crash-safety is in the
 * data, not in a process that limps on.
 */
export async function runService<Shape extends BaseShape & z.core.$ZodLooseShape>(options: {
  service: string;
  schema: z.ZodObject<Shape>;
  compose: (context: ServingContext<z.output<z.ZodObject<Shape>>>) => Promise<ServiceAddresses>;
  /** How its HTTP server differs from others. */
  server?: (config: z.output<z.ZodObject<Shape>>) => ServerOptions;
  process: NodeJS.Process;
}): Promise<void> {
  const { service, process } = options;
  const config = loadOrExit(options.schema, process);
  const base = config as z.output<typeof baseConfigSchema>;
  const logger = createLogger({
    service,
    level: base.LOG_LEVEL,
    pretty: base.LOG_PRETTY === 'true' || (base.LOG_PRETTY === 'auto' && process.stdout.isTTY === true),
  });
  armFailpoints(base.CHOWK_FAILPOINTS);

  const telemetry = await startTelemetry({ service, otlpEndpoint: base.OTEL_EXPORTER_OTLP_ENDPOINT });
  const health = new Health();
  const shutdown = new ShutdownStack();
  shutdown.add('telemetry', () => telemetry.stop());

  const die = (err: unknown): void => {
    logger.fatal({ err }, 'unforeseen failure, stopping');
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);

  let ending = false;
  const end = async (signal: string): Promise<void> => {
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'stopping');
    const tooLate = setTimeout(() => {
      logger.error('has not come to its end in time');
      process.exit(1);
    }, base.SHUTDOWN_GRACE_MS);
    health.stopping();
    await sleep(base.SHUTDOWN_DELAY_MS);
    await shutdown.stop(logger);
    clearTimeout(tooLate);
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));

  try {
    const http = await entranceOf(base, health, options.server?.(config));
    const running = await options.compose({ config, logger, health, shutdown, http });
    logger.info({ ...running }, 'ready');
    // Now and not at the end, which a kill may be: the next start finds what this one compiled.
    flushCompileCache();
  } catch (err) {
    die(err);
  }
}

function loadOrExit<Schema extends z.ZodObject>(schema: Schema, process: NodeJS.Process): z.output<Schema> {
  try {
    return loadConfig(schema, process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(78); // EX_CONFIG of sysexits.h: a supervisor can tell a wrong setting from a crash.
  }
}
