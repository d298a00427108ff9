import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@chowk/runtime/log';
import {
  envelopeOf,
  spawnProcess,
  storeAddresses,
  uniqueName,
  until,
  type SpawnedProcess,
} from '@chowk/testing';
import { connect, type ChannelModel } from 'amqplib';
import { fact, startMessaging, subscribing, type Replica } from './fixture.ts';
import { startMisbehavingBroker, type MisbehavingBroker } from './support/misbehaving-broker.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
let broker: MisbehavingBroker;
/** A connection of the test's own, around the proxy. */
let direct: ChannelModel;
const lines: Array<Record<string, unknown>> = [];
const logger = createLogger({
  service: 'test',
  level: 'info',
  pretty: false,
  destination: { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
});

beforeAll(async () => {
  app = await startMessaging();
  broker = await startMisbehavingBroker();
  direct = await connect(storeAddresses().rabbitmqUrl);
});
afterEach(async () => {
  broker.welcome('serve');
  broker.swallowConfirms(false);
  await app.stopReplicas();
  lines.splice(0);
});
afterAll(async () => {
  await app.stop();
  await broker.stop();
  await direct.close();
});

const logged = (text: string) => lines.filter(({ msg }) => String(msg).includes(text));
const rows = () => app.connection.collection('outbox');
const say = ({ outbox }: Replica, userId: string) =>
  outbox.transact(async (tx) => tx.emit('userRegistered', userId, fact(userId), { version: 1 }));

/** A replica behind the line that consumes what it says, on a prefix of its own; and whom it has heard of. */
async function listener(options: { confirmTimeoutMs?: number; isAway?: boolean; prefix?: string } = {}) {
  const heard: string[] = [];
  const replica = await app.replica({
    url: broker.url,
    prefix: uniqueName('broker'),
    logger,
    ...options,
    ...subscribing('heard', ['userRegistered'], { handle: async ({ subject }) => void heard.push(subject) }),
  });
  return { replica, heard };
}

describe('a broker that drops connections while clients recover', () => {
  let spawned: SpawnedProcess;
  const start = () => {
    spawned = spawnProcess({
      main: `${import.meta.dirname}/consumer.process.ts`,
      env: {
        MONGODB_URI: storeAddresses().mongodbUri,
        MONGODB_DATABASE: app.connection.name,
        RABBITMQ_URL: broker.url,
        RABBITMQ_PREFIX: uniqueName('broker'),
      },
    });
  };
  afterEach(() => spawned.stop());

  test.each(['refuse', 'drop-after-start', 'drop-after-open', 'drop-while-declaring'] as const)(
    'ends no process: %s',
    async (how) => {
      start();
      const connected = () => spawned.log.filter(({ msg }) => msg === 'connected to the message broker');
      await until('it is connected', () => connected().length === 2, 20_000);
      const before = broker.connections;
      broker.welcome(how);
      broker.cut();
      await until(
        'both connections have been tried again several times',
        () => broker.connections >= before + 4,
        20_000,
      );
      expect({
        exitCode: spawned.child.exitCode,
        unforeseen: spawned.output().includes('UNFORESEEN'),
      }).toEqual({
        exitCode: null,
        unforeseen: false,
      });
      broker.welcome('serve');
      await until('it is connected again', () => connected().length >= 4, 20_000);
      expect(await spawned.stop()).toBe(0);
    },
    45_000,
  );
});

test('a service starts and serves without a broker, and what it says leaves when there is one', async () => {
  broker.welcome('refuse');
  const { replica, heard } = await listener({ isAway: true });
  const startedAt = performance.now();
  await replica.bus.firstAttempt(5_000);
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  expect(replica.bus.connected).toBe(false);
  await say(replica, 'usr_early');
  expect(replica.outbox.pendingCount).toBe(0);
  expect(await rows().countDocuments()).toBe(1);
  broker.welcome('serve');
  await until('it is heard', () => heard.length === 1, 20_000);
  await until('its row is gone', async () => (await rows().countDocuments()) === 0);
}, 40_000);

test('a broker that accepts and says nothing delays a start by the limit and no more', async () => {
  broker.welcome('say-nothing');
  const { replica } = await listener({ isAway: true });
  const startedAt = performance.now();
  await replica.bus.firstAttempt(300);
  const waitedMs = performance.now() - startedAt;
  expect(waitedMs).toBeGreaterThan(290);
  await replica.stop();
  expect(performance.now() - startedAt).toBeLessThan(10_000);
}, 20_000);

test('a consumer whose queue is deleted consumes again, and that it was silenced is an error line', async () => {
  const { replica, heard } = await listener();
  await say(replica, 'usr_before');
  await until('it is heard', () => heard.length === 1);
  const channel = await direct.createChannel();
  await channel.deleteQueue(replica.bus.topology.queue('notify', 'heard'));
  await until(
    'it consumes again',
    () => logged('cancelled a consumer').length === 1 && replica.bus.connected,
  );
  await say(replica, 'usr_after');
  await until('it is heard', () => heard.includes('usr_after'), 15_000);
  expect(logged('cancelled a consumer')[0]).toMatchObject({ level: 'error' });
  await channel.close();
}, 30_000);

test.each(['publishing', 'consuming'] as const)(
  'a closed %s channel is made anew',
  async (of) => {
    const { replica, heard } = await listener();
    const before = broker.connections;
    broker.closeChannel(of);
    await until('it is connected anew', () => broker.connections > before && replica.bus.connected);
    await say(replica, 'usr_closed');
    await until('it is heard', () => heard.includes('usr_closed'), 15_000);
  },
  30_000,
);

test('a confirm that never comes rejects in time; the row stays and has its effect once', async () => {
  const { replica, heard } = await listener({ confirmTimeoutMs: 400 });
  broker.swallowConfirms(true);
  const startedAt = performance.now();
  const event = envelopeOf('userRegistered', 'evt_direct', 'usr_direct', fact('usr_direct'));
  const [outcome] = await replica.bus.publish([event]);
  const waitedMs = performance.now() - startedAt;
  expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'no confirm within 400 ms' } });
  expect(waitedMs).toBeGreaterThan(390);
  expect(waitedMs).toBeLessThan(5_000);

  await until('it is connected anew', () => replica.bus.canPublish);
  await say(replica, 'usr_unconfirmed');
  await until('it could not be published', () => logged('could not be published').length > 0);
  expect(await rows().countDocuments()).toBe(1);
  broker.swallowConfirms(false);
  await until('its row is gone', async () => (await rows().countDocuments()) === 0, 40_000);
  expect(heard.filter((subject) => subject === 'usr_unconfirmed')).toHaveLength(1);
}, 60_000);

test('in a memory alarm consumers go on, nothing gathers in memory, and stop ends; afterwards all arrives', async () => {
  const { replica, heard } = await listener({ confirmTimeoutMs: 300 });
  broker.alarm(true);
  await until('it is known', () => !replica.bus.canPublish);
  for (let i = 0; i < 50; i++) await say(replica, `usr_alarm_${i}`);
  expect(replica.outbox.pendingCount).toBe(0);
  expect(await rows().countDocuments()).toBe(50);
  const channel = await direct.createConfirmChannel();
  const event = envelopeOf('userRegistered', 'evt_alarm', 'usr_consumed', fact('usr_consumed'));
  channel.publish(replica.bus.topology.events, event.type, Buffer.from(JSON.stringify(event)));
  await until('a consumer that must not wait goes on', () => heard.includes('usr_consumed'));
  await channel.close();

  const other = await listener({ confirmTimeoutMs: 300 });
  broker.alarm(true);
  await until('it is known', () => !other.replica.bus.canPublish);
  const startedAt = performance.now();
  await other.replica.stop();
  expect(performance.now() - startedAt).toBeLessThan(10_000);

  broker.alarm(false);
  await until('all arrive', () => heard.length === 51, 20_000);
  await until('their rows are gone', async () => (await rows().countDocuments()) === 0);
}, 60_000);

test('while the broker takes nothing, a failed message is held and not given back again and again', async () => {
  const deliveries: string[] = [];
  let isBroken = true;
  const replica = await app.replica({
    url: broker.url,
    prefix: uniqueName('broker'),
    logger,
    confirmTimeoutMs: 300,
    ...subscribing('failing', ['userRegistered'], {
      handle: async ({ subject }) => {
        deliveries.push(subject);
        if (isBroken) throw new Error('not yet');
      },
    }),
  });
  broker.alarm(true);
  await until('it is known', () => !replica.bus.canPublish);
  const channel = await direct.createConfirmChannel();
  const event = envelopeOf('userRegistered', 'evt_held', 'usr_held', fact('usr_held'));
  channel.publish(replica.bus.topology.events, event.type, Buffer.from(JSON.stringify(event)));
  await until('it is held', () => logged('it is held').length >= 2);
  expect(deliveries).toEqual(['usr_held']);
  isBroken = false;
  broker.alarm(false);
  await until('it is tried again', () => deliveries.length === 2, 15_000);
  await channel.close();
}, 40_000);

test('what no queue takes stays in its outbox as an error, and the queue is made again for it', async () => {
  const { replica, heard } = await listener();
  await replica.bus.stopConsuming();
  const channel = await direct.createChannel();
  await channel.deleteQueue(replica.bus.topology.queue('notify', 'heard'));
  await channel.close();
  await say(replica, 'usr_returned');
  await until('it came back', () => replica.bus.returnedCount === 1);
  await until('it is an error line', () => logged('no queue takes them').length === 1);
  expect(logged('no queue takes them')[0]).toMatchObject({
    level: 'error',
    events: 1,
    types: ['auth.user-registered.v1'],
  });
  await until('the next sweep has it', async () => (await rows().countDocuments()) === 0, 20_000);
  const prefix = replica.bus.topology.events.replace('.events', '');
  const later = await app.replica({
    prefix,
    ...subscribing('heard', ['userRegistered'], { handle: async ({ subject }) => void heard.push(subject) }),
  });
  await until('who comes later hears it', () => heard.includes('usr_returned'));
  await later.stop();
}, 40_000);

test('an event that no subscription takes is confirmed at once and fills no log', async () => {
  const replica = await app.replica({ prefix: uniqueName('broker'), logger });
  await say(replica, 'usr_nobody');
  await until('its row is gone', async () => (await rows().countDocuments()) === 0);
  expect(replica.bus.returnedCount).toBe(0);
  expect(lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
});

test('an event published before its consumer ever ran arrives when it does', async () => {
  const prefix = uniqueName('broker');
  const heard: string[] = [];
  const consumer = subscribing('later', ['userRegistered'], {
    handle: async ({ subject }) => void heard.push(subject),
  });
  // The producer knows the manifest and runs none of its subscriptions.
  const producer = await app.replica({ prefix, manifest: consumer.manifest, service: 'auth' });
  for (let i = 0; i < 20; i++) await say(producer, `usr_${i}`);
  await until('all are published', async () => (await rows().countDocuments()) === 0);
  await producer.stop();
  await sleep(1_000);
  await app.replica({ prefix, ...consumer });
  await until('all arrive', () => heard.length === 20);
});
