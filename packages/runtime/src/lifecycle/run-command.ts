import { AppError } from '@chowk/contracts/errors';
import type { z } from 'zod';
import { ConfigError, loadConfig, modeOf } from '../config/load-config.ts';
import { createLogger } from '../log/logger.ts';
import { Health } from './health.ts';
import type { ServiceContext } from './run-service.ts';
import { ShutdownStack } from './shutdown-stack.ts';

/** What a command works with: what a composition root gets, without a server, and a voice. */
export interface CommandContext<Config> extends ServiceContext<Config> {
  /** Writes a line for the person who called. */
  print(line: string): void;
}

/** Exit codes of sysexits.h where it has one, so that a script can tell a wrong setting from a failure. */
const EXIT = { refused: 1, failed: 70, wrongSetting: 78 };

/**
 * The life of a command-line tool of a service: settings, the work, and then everything it added to `shutdown`
 * is stopped. Ends with exit code 0; 78 for a wrong setting; 1 when the work was refused by an AppError, whose
 * words go to stderr; 70 for an unforeseen failure, which is logged as a service logs it, redacted.
 * SIGTERM and SIGINT end the process as they do any: a command must bear being cut off and run again.
 */
export async function runCommand<Schema extends z.ZodObject>(options: {
  service: string;
  schema: Schema;
  /** Makes what only development and tests may have, such as demo data: refused in production, whatever the settings. */
  developmentOnly?: boolean;
  run: (context: CommandContext<z.output<Schema>>) => Promise<void>;
  process: NodeJS.Process;
}): Promise<void> {
  const { service, schema, run, process } = options;
  const logger = createLogger({ service, level: 'warn', pretty: process.stdout.isTTY === true });
  const shutdown = new ShutdownStack();
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    if (options.developmentOnly && modeOf(process.env) === 'production')
      throw new ConfigError([
        'NODE_ENV: this is for development and test only, and production is the default',
      ]);
    const config = loadConfig(schema, process.env);
    await run({ config, logger, health: new Health(), shutdown, print });
  } catch (err) {
    if (err instanceof ConfigError || err instanceof AppError) {
      process.stderr.write(`${err.message}\n`);
      process.exitCode = err instanceof ConfigError ? EXIT.wrongSetting : EXIT.refused;
    } else {
      logger.fatal({ err }, 'unforeseen failure');
      process.exitCode = EXIT.failed;
    }
  } finally {
    await shutdown.stop(logger);
  }
}
