import { ConfigError, loadConfig } from '@chowk/runtime/config';
import { Health, ShutdownStack } from '@chowk/runtime/lifecycle';
import { createLogger } from '@chowk/runtime/log';
import { composeSeed } from './compose.ts';
import { configSchema } from './config.ts';

const logger = createLogger({ service: 'nfc-qr', level: 'warn', pretty: process.stdout.isTTY === true });
const shutdown = new ShutdownStack();
try {
  const config = loadConfig(configSchema, process.env);
  const added = await composeSeed({ config, logger, health: new Health(), shutdown });
  process.stdout.write(`nfc-qr: demo cars are there, ${added} of them new\n`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78;
} finally {
  await shutdown.stop(logger);
}
