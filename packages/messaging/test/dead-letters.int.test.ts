import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createLogger } from '@chowk/runtime/log';
import { connectMongo } from '@chowk/runtime/mongo';
import {
  envelopeOf,
  listenToEvents,
  mongoUriThrough,
  startTcpProxy,
  storeAddresses,
  until,
  type EventLog,
} from '@chowk/testing';
import { connect, type ChannelModel } from 'amqplib';
import type { SubscriptionManifest } from '@chowk/contracts/events';
import { fact, startMessaging, subscribing, type Replica } from './fixture.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
let events: EventLog;
let direct: ChannelModel;
let consumer: Replica;
let isBroken = true;
const handled: string[] = [];

const failing = subscribing('failing', ['userRegistered'], {
  handle: async ({ subject }) => {
    if (isBroken) throw new Error(`no ${subject}`);
    handled.push(subject);
  },
});

beforeAll(async () => {
  app = await startMessaging();
  events = await listenToEvents(app.prefix);
  direct = await connect(storeAddresses().rabbitmqUrl);
});
beforeEach(async () => {
  isBroken = true;
  handled.splice(0);
  await app.connection.collection('dead_letters').deleteMany({});
  consumer = await app.replica({ retryDelaysMs: [10], ...failing });
});
afterEach(() => app.stopReplicas());
afterAll(async () => {
  await app.stop();
  await events.stop();
  await direct.close();
});

const queue = () => consumer.bus.topology.queue('notify', 'failing');

/** Events that have failed every try. */
async function dead(...ids: string[]): Promise<void> {
  const before = await consumer.letters.count();
  for (const id of ids) {
    const event = envelopeOf('userRegistered', id, `usr_${id}`, fact(`usr_${id}`));
    await events.publish(event.type, event, id);
    await until('it is dead', async () => (await consumer.letters.find(`failing:${id}`)) !== undefined);
  }
  expect(await consumer.letters.count()).toBe(before + ids.length);
}

test('they are listed the newest first, page by page, and stay', async () => {
  await dead('e1', 'e2', 'e3', 'e4', 'e5');
  const first = await consumer.letters.list({ limit: 2 });
  const last = first.at(-1)!;
  const second = await consumer.letters.list({ limit: 2, after: last });
  const third = await consumer.letters.list({ limit: 2, after: second.at(-1)! });
  expect([first, second, third].map((page) => page.map(({ eventId }) => eventId))).toEqual([
    ['e5', 'e4'],
    ['e3', 'e2'],
    ['e1'],
  ]);
  expect(first[0]).toMatchObject({
    id: 'failing:e5',
    type: 'auth.user-registered.v1',
    subject: 'usr_e5',
    subscription: 'failing',
    error: 'Error: no usr_e5',
    tries: 2,
    deaths: 1,
    state: 'dead',
    actions: [],
  });
  expect(await consumer.letters.count()).toBe(5);
});

test('a replay that fails again brings the letter back, with who tried it', async () => {
  await dead('again');
  await consumer.letters.replay('failing:again', 'usr_admin');
  const letter = await until('it has died again', async () => {
    const found = await consumer.letters.find('failing:again');
    return found?.deaths === 2 && found.actions.length === 1 ? found : undefined;
  });
  expect(letter).toMatchObject({ state: 'dead', tries: 2, actions: [{ action: 'replay', by: 'usr_admin' }] });
});

test('a discarded letter has no effect, and cannot be replayed any more', async () => {
  await dead('gone');
  await consumer.letters.discard('failing:gone', 'usr_admin');
  expect(await consumer.letters.list({ limit: 10 })).toEqual([]);
  for (const end of [consumer.letters.discard, consumer.letters.replay])
    await expect(end('failing:gone', 'usr_other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await consumer.letters.find('failing:gone')).toMatchObject({
    state: 'discarded',
    actions: [{ action: 'discard', by: 'usr_admin' }],
  });
});

test('a replay to a queue that is gone loses nothing', async () => {
  await dead('lost');
  await consumer.bus.stopConsuming();
  const channel = await direct.createChannel();
  await channel.deleteQueue(queue());
  await channel.close();
  await expect(consumer.letters.replay('failing:lost', 'usr_admin')).rejects.toMatchObject({
    code: 'ILLEGAL_TRANSITION',
  });
  expect(await consumer.letters.list({ limit: 10 })).toMatchObject([{ eventId: 'lost', state: 'dead' }]);

  // And of a subscription that a later release does not have.
  const manifest: SubscriptionManifest = { notify: { other: ['userRegistered'] } };
  const later = await app.replica({ manifest, service: 'auth' });
  await expect(later.letters.replay('failing:lost', 'usr_admin')).rejects.toMatchObject({
    code: 'ILLEGAL_TRANSITION',
  });
  expect(await later.letters.count()).toBe(1);
});

test('what its process never answers for is a dead letter of the broker', async () => {
  await consumer.bus.stopConsuming();
  const event = envelopeOf('userRegistered', 'deadly', 'usr_deadly', fact('usr_deadly'));
  await events.publish(event.type, event, 'deadly');
  // As processes that die while they handle it: twenty deliveries without an answer, then one more.
  for (let delivery = 0; delivery <= 20; delivery++) {
    const channel = await direct.createChannel();
    await until('it is delivered', async () => (await channel.get(queue())) !== false);
    await channel.close();
  }
  isBroken = false;
  const other = await app.replica({ retryDelaysMs: [10], ...failing });
  const letter = await until('it is stored', () => other.letters.find('failing:deadly'));
  expect(letter).toMatchObject({ subscription: 'failing', subject: 'usr_deadly', state: 'dead' });
  expect(letter.error).toContain('delivered too often');
  await other.letters.replay('failing:deadly', 'usr_admin');
  await until('it has its effect', () => handled.includes('usr_deadly'));
}, 30_000);

test('one that comes while the database is away is held, and stored once when it is back', async () => {
  await consumer.stop();
  const channel = await direct.createChannel();
  const proxy = await startTcpProxy({ to: new URL(storeAddresses().mongodbUri).host });
  const connection = await connectMongo({
    uri: mongoUriThrough(proxy),
    database: app.connection.name,
    poolSize: 5,
    waitMs: 500,
  });
  try {
    const held: string[] = [];
    const logger = createLogger({
      service: 'test',
      level: 'error',
      pretty: false,
      destination: { write: (line: string) => void (line.includes('it is held') && held.push(line)) },
    });
    const away = await app.replica({ connection, retryDelaysMs: [10], logger, ...failing });
    proxy.cut();
    const event = envelopeOf('userRegistered', 'away', 'usr_away', fact('usr_away'));
    await events.publish(event.type, event, 'away');
    await until('the letter waits for the database', () => held.length > 0, 20_000);
    expect(await app.connection.collection('dead_letters').countDocuments()).toBe(0);

    proxy.heal();
    await until('it is stored', async () => (await away.letters.count()) === 1, 20_000);
    expect(await away.letters.find('failing:away')).toMatchObject({ state: 'dead', deaths: 1 });
    await away.stop();
    const { messageCount } = await channel.checkQueue(away.bus.topology.deadLetters('notify'));
    expect(messageCount).toBe(0);
    await channel.close();
  } finally {
    await connection.close();
    await proxy.stop();
  }
}, 60_000);

test('the command lists, replays and discards', async () => {
  await dead('c1', 'c2');
  isBroken = false;
  const { mongodbUri, rabbitmqUrl } = storeAddresses();
  const run = async (...args: string[]): Promise<string> => {
    const command = `${import.meta.dirname}/../src/cli/dead-letters.ts`;
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'notify', ...args], {
      env: {
        PATH: process.env.PATH,
        MONGODB_URI: mongodbUri,
        MONGODB_DATABASE: app.connection.name,
        RABBITMQ_URL: rabbitmqUrl,
        RABBITMQ_PREFIX: app.prefix,
      },
    });
    return stdout;
  };
  const listed = await run('list', '1');
  expect(listed).toContain('failing:c2\tauth.user-registered.v1\tusr_c2\t2 tries');
  expect(listed).not.toContain('failing:c1');
  expect(listed).toContain('2 in all');
  expect(await run('discard', 'failing:c1')).toContain('failing:c1: discarded');
  // Its manifest is the house's own, which has no such subscription: refused, and still there.
  await expect(run('replay', 'failing:c2')).rejects.toMatchObject({ code: 1 });
  expect(await consumer.letters.list({ limit: 10 })).toMatchObject([{ eventId: 'c2' }]);
}, 30_000);
