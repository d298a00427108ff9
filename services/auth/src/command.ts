import { ConfigError, createLogger, Health, loadConfig, StopStack, type Surroundings } from '@chowk/runtime';
import { isAppError } from '@chowk/contracts/errors';
import { configSchema, type Config } from './config.ts';

/** Runs a command-line tool with the settings of the service; refusals are words, not stack traces. */
export async function runCommand(
  process: NodeJS.Process,
  work: (surroundings: Surroundings<Config>) => Promise<string>,
): Promise<void> {
  const stops = new StopStack();
  const logger = createLogger({ service: 'auth', level: 'warn', pretty: process.stdout.isTTY === true });
  try {
    const config = loadConfig(configSchema, process.env);
    const message = await work({ config, logger, health: new Health(), stops });
    process.stdout.write(`${message}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError) && !isAppError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } finally {
    await stops.stop(logger);
  }
}
