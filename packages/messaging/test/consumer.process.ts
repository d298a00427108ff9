// A process that consumes and publishes as a service does, for broker.int.test.ts. What runService takes for an
// unforeseen failure ends it with exit code 1.
import { connectMongo } from '@chowk/runtime/mongo';
import { createLogger } from '@chowk/runtime/log';
import { Bus, Inbox, Outbox, defineSubscription } from '../src/index.ts';

const { MONGODB_URI, MONGODB_DATABASE, RABBITMQ_URL, RABBITMQ_PREFIX } = process.env as Record<
  string,
  string
>;
const die = (error: unknown): void => {
  process.stderr.write(`UNFORESEEN ${String(error)}\n`);
  process.exit(1);
};
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

const logger = createLogger({ service: 'notify', level: 'info', pretty: false });
const connection = await connectMongo({ uri: MONGODB_URI!, database: MONGODB_DATABASE!, poolSize: 5 });
const bus = Bus.open({ url: RABBITMQ_URL!, prefix: RABBITMQ_PREFIX!, logger, retryDelaysMs: [50] });
const outbox = new Outbox({ connection, bus, source: 'orders', logger });
const handle = async (): Promise<void> => undefined;
new Inbox({ service: 'notify', bus, outbox, connection, logger, prefetch: 8 }).consume([
  defineSubscription('notify', 'order-updates', { handle }),
  defineSubscription('notify', 'wallet-updates', { handle }),
  defineSubscription('notify', 'scan-updates', { handle }),
  defineSubscription('notify', 'admin-alerts', { handle }),
  defineSubscription('notify', 'attention-alerts', { handle }),
]);
process.on('SIGTERM', () => {
  void (async () => {
    await bus.stopConsuming();
    await outbox.stop();
    await bus.stop();
    await connection.close();
    process.exit(0);
  })();
});
logger.info({}, 'serving');
