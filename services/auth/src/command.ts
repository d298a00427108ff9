import { ConfigError, loadConfig } from '@chowk/runtime/config';
import { Health, ShutdownStack, type ServiceContext } from '@chowk/runtime/lifecycle';
import { createLogger } from '@chowk/runtime/log';
import { isAppError } from '@chowk/contracts/errors';
import { configSchema, type Config } from './config.ts';

/** Runs a command-line tool with the settings of the service; refusals are words, not stack traces. */
export async function runCommand(
  process: NodeJS.Process,
  work: (context: ServiceContext<Config>) => Promise<string>,
): Promise<void> {
  const shutdown = new ShutdownStack();
  const logger = createLogger({ service: 'auth', level: 'warn', pretty: process.stdout.isTTY === true });
  try {
    const config = loadConfig(configSchema, process.env);
    const message = await work({ config, logger, health: new Health(), shutdown });
    process.stdout.write(`${message}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError) && !isAppError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await shutdown.stop(logger);
  }
}
