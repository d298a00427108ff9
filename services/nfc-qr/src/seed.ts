import { ConfigError, createLogger, Health, loadConfig, StopStack } from '@chowk/runtime';
import { composeSeed } from './compose.ts';
import { configSchema } from './config.ts';

const logger = createLogger({ service: 'nfc-qr', level: 'warn', pretty: process.stdout.isTTY === true });
const stops = new StopStack();
try {
  const config = loadConfig(configSchema, process.env);
  const added = await composeSeed({ config, logger, health: new Health(), stops });
  process.stdout.write(`nfc-qr: demo cars are there, ${added} of them new\n`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78;
} finally {
  await stops.stop(logger);
}
