import { armFailpoints } from '@chowk/runtime/failpoints';
import { createLogger } from '@chowk/runtime/log';
import { connectMongo } from '@chowk/runtime/mongo';
import { Bus, Outbox } from '@chowk/messaging';
import { createJobQueue } from '../src/index.ts';
import { handlersOn, tickJob } from './jobs.ts';

/** A replica as a process of its own, to be killed or frozen. Says `ready` when it has started. */
const setting = (name: string): string => process.env[name] ?? '';

armFailpoints(setting('CHOWK_FAILPOINTS'));
const logger = createLogger({ service: 'replica', level: 'silent', pretty: false });
const connection = await connectMongo({
  uri: setting('MONGODB_URI'),
  database: setting('MONGODB_DATABASE'),
  poolSize: 20,
});
const bus = await Bus.connect({
  url: setting('RABBITMQ_URL'),
  prefix: setting('RABBITMQ_PREFIX'),
  logger,
  retryDelaysMs: [],
});
const outbox = new Outbox({ connection, bus, source: 'test', logger });
const queue = createJobQueue({
  connection,
  outbox,
  logger,
  settings: {
    leaseMs: Number(setting('LEASE_MS')),
    pollMaxMs: 250,
    concurrency: Number(setting('CONCURRENCY') || 4),
  },
});
queue.register(handlersOn(connection));
const everyMs = Number(setting('TICK_EVERY_MS'));
if (everyMs > 0) queue.recurring({ job: tickJob, data: {}, everyMs });
queue.start();
process.stdout.write('ready\n');
