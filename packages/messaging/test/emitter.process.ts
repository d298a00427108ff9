// A process that emits three events and is killed once the broker has them, before their rows are deleted; for
// relay.int.test.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import { connectMongo } from '@chowk/runtime/mongo';
import { createLogger } from '@chowk/runtime/log';
import { Bus, Outbox } from '../src/index.ts';

const { MONGODB_URI, MONGODB_DATABASE, RABBITMQ_URL, RABBITMQ_PREFIX } = process.env as Record<
  string,
  string
>;
const logger = createLogger({ service: 'auth', level: 'info', pretty: false });
const connection = await connectMongo({ uri: MONGODB_URI!, database: MONGODB_DATABASE!, poolSize: 5 });
const bus = await Bus.connect({ url: RABBITMQ_URL!, prefix: RABBITMQ_PREFIX!, logger, retryDelaysMs: [50] });
let published = 0;
const publish = bus.publish.bind(bus);
bus.publish = async (envelopes, signal) => {
  const outcomes = await publish(envelopes, signal);
  published += outcomes.filter(({ status }) => status === 'fulfilled').length;
  return outcomes;
};
const outbox = new Outbox({ connection, bus, source: 'auth', logger });
for (const userId of ['usr_1', 'usr_2', 'usr_3'])
  await outbox.transact(async (tx) =>
    tx.emit('userRegistered', userId, { userId, registeredAt: new Date().toISOString() }, { version: 1 }),
  );
while (published < 3) await sleep(1);
process.kill(process.pid, 'SIGKILL');
