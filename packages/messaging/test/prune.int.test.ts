import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BindingHistory, SubscriptionManifest } from '@chowk/contracts/events';
import { envelopeOf, listenToEvents, storeAddresses, uniqueName, until, type EventLog } from '@chowk/testing';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { pruneBroker } from '../src/prune/prune-broker.ts';
import { HEADERS } from '../src/topology.ts';
import { fact, startMessaging, subscribing } from './fixture.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
let direct: ChannelModel;
let channel: Channel;
let events: EventLog;
let prefix: string;
beforeAll(async () => {
  app = await startMessaging();
  direct = await connect(storeAddresses().rabbitmqUrl);
});
beforeEach(async () => {
  prefix = uniqueName('prune');
  channel = await direct.createChannel();
  events = await listenToEvents(prefix);
});
afterEach(async () => {
  await app.stopReplicas();
  await events.stop();
  await channel.close();
});
afterAll(async () => {
  await app.stop();
  await direct.close();
});

const TYPE = 'auth.user-registered.v1';
const publish = (id: string) =>
  events.publish(TYPE, envelopeOf('userRegistered', id, `usr_${id}`, fact(`usr_${id}`)), id);

/** A queue as the releases with classic queues made it. */
const classicQueue = async (name: string): Promise<void> => {
  await channel.assertQueue(name, { durable: true });
  await channel.bindQueue(name, `${prefix}.events`, TYPE);
};

const prune = (
  manifest: SubscriptionManifest,
  history: BindingHistory,
  options: { apply: boolean; force?: boolean },
) =>
  pruneBroker({
    url: storeAddresses().rabbitmqUrl,
    prefix,
    manifest,
    history,
    retryDelaysMs: [20],
    force: false,
    ...options,
  });

/** Names of those queues that there are. */
const existing = async (...queues: string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const queue of queues) {
    const look = await direct.createChannel();
    look.on('error', () => undefined);
    await look.checkQueue(queue).then(
      async () => {
        found.push(queue);
        await look.close();
      },
      () => undefined,
    );
  }
  return found;
};

test('what left the manifest is shown, then taken away; what is in use stays', async () => {
  const kept = subscribing('kept', ['userRegistered', 'stockLow'], { handle: async () => undefined });
  const left = subscribing('left', ['userRegistered'], { handle: async () => undefined });
  await (await app.replica({ prefix, ...kept })).stop();
  await (await app.replica({ prefix, ...left })).stop();
  const manifest = { notify: { kept: ['userRegistered'] } } satisfies SubscriptionManifest;
  const history = { 'notify.kept': [TYPE, 'catalog.stock-low.v1'], 'notify.left': [TYPE] };
  const names = [`${prefix}.notify.kept.v2`, `${prefix}.notify.left.v2`];

  expect(await prune(manifest, history, { apply: false })).toEqual([
    {
      kind: 'queue',
      name: `${prefix}.notify.left.v2`,
      messages: 0,
      consumers: 0,
      action: 'would be deleted',
    },
    { kind: 'binding', name: `${prefix}.notify.kept.v2 <- catalog.stock-low.v1`, action: 'would be unbound' },
  ]);
  expect(await existing(...names)).toEqual(names);

  const done = await prune(manifest, history, { apply: true });
  expect(done.map(({ action }) => action)).toEqual(['deleted', 'unbound']);
  expect(await existing(...names)).toEqual([`${prefix}.notify.kept.v2`]);
  const stock = { sku: 'S', productId: 'p', storeId: 's', available: 1, threshold: 2 };
  await events.publish('catalog.stock-low.v1', envelopeOf('stockLow', 'evt_s', 'S', stock), 'evt_s');
  expect((await channel.checkQueue(names[0]!)).messageCount).toBe(0);
  expect((await prune(manifest, history, { apply: true })).filter(({ kind }) => kind === 'queue')).toEqual(
    [],
  );
});

test('a queue with messages is deleted by force only', async () => {
  const left = subscribing('left', ['userRegistered'], { handle: async () => undefined });
  await (await app.replica({ prefix, ...left })).stop();
  await publish('evt_1');
  const name = `${prefix}.notify.left.v2`;
  const history = { 'notify.left': [TYPE] };
  await until('it is there', async () => (await channel.checkQueue(name)).messageCount === 1);
  expect(await prune({}, history, { apply: true })).toContainEqual({
    kind: 'queue',
    name,
    messages: 1,
    consumers: 0,
    action: 'kept: it holds messages',
  });
  expect(await existing(name)).toEqual([name]);
  await prune({}, history, { apply: true, force: true });
  expect(await existing(name)).toEqual([]);
});

test('what lies in the classic queues of an earlier release is handled once, and they can then be taken away', async () => {
  await classicQueue(`${prefix}.notify.upgraded`);
  await channel.assertExchange(`${prefix}.retry.20`, 'fanout', { durable: true });
  await channel.assertQueue(`${prefix}.retry.20`, {
    durable: true,
    messageTtl: 300,
    deadLetterExchange: '',
  });
  await channel.bindQueue(`${prefix}.retry.20`, `${prefix}.retry.20`, '');
  await publish('evt_old');
  const waiting = envelopeOf('userRegistered', 'evt_waiting', 'usr_waiting', fact('usr_waiting'));
  channel.publish(`${prefix}.retry.20`, `${prefix}.notify.upgraded`, Buffer.from(JSON.stringify(waiting)), {
    persistent: true,
  });

  const handled: string[] = [];
  const upgraded = subscribing('upgraded', ['userRegistered'], {
    handle: async ({ id }) => void handled.push(id),
  });
  await app.replica({ prefix, ...upgraded });
  await until('the old ones are handled', () => handled.length === 2);
  await publish('evt_new');
  await until('and the new one', () => handled.includes('evt_new'));
  expect(handled.sort()).toEqual(['evt_new', 'evt_old', 'evt_waiting']);
  expect((await channel.checkQueue(`${prefix}.notify.upgraded`)).messageCount).toBe(0);

  const done = await prune(upgraded.manifest, { 'notify.upgraded': [TYPE] }, { apply: true });
  expect(done.map(({ name, action }) => [name, action])).toEqual([
    [`${prefix}.retry.20`, 'deleted'],
    [`${prefix}.notify.upgraded`, 'deleted'],
  ]);
  await publish('evt_after');
  await until('it goes on', () => handled.includes('evt_after'), 15_000);
}, 30_000);

test('dead letters of an earlier release come to their service', async () => {
  const shared = `${prefix}.dead-letters`;
  await channel.assertQueue(shared, { durable: true });
  const event = envelopeOf('userRegistered', 'evt_dead', 'usr_dead', fact('usr_dead'));
  channel.sendToQueue(shared, Buffer.from(JSON.stringify(event)), {
    persistent: true,
    messageId: 'evt_dead',
    headers: {
      [HEADERS.queue]: `${prefix}.notify.upgraded`,
      [HEADERS.error]: 'TypeError: no',
      [HEADERS.tries]: 5,
    },
  });
  const upgraded = subscribing('upgraded', ['userRegistered'], { handle: async () => undefined });
  const { letters } = await app.replica({ prefix, ...upgraded });
  await until('it is there', async () => (await channel.checkQueue(shared)).messageCount === 1);
  await prune(upgraded.manifest, { 'notify.upgraded': [TYPE] }, { apply: true });
  const letter = await until('it is stored', () => letters.find('upgraded:evt_dead'));
  expect(letter).toMatchObject({ error: 'TypeError: no', tries: 5, state: 'dead', subject: 'usr_dead' });
  expect(await existing(shared)).toEqual([]);
});

test('the command changes nothing unless told to', async () => {
  await classicQueue(`${prefix}.notify.order-updates`);
  const run = async (...args: string[]): Promise<string> => {
    const command = `${import.meta.dirname}/../src/cli/prune.ts`;
    const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
      env: {
        PATH: process.env.PATH,
        RABBITMQ_URL: storeAddresses().rabbitmqUrl,
        RABBITMQ_PREFIX: prefix,
      },
    });
    return stdout;
  };
  expect(await run()).toContain(`${prefix}.notify.order-updates (0 messages, 0 consumers): would be deleted`);
  expect(await existing(`${prefix}.notify.order-updates`)).toHaveLength(1);
  expect(await run('--apply')).toContain(`${prefix}.notify.order-updates (0 messages, 0 consumers): deleted`);
  expect(await existing(`${prefix}.notify.order-updates`)).toEqual([]);
}, 20_000);
