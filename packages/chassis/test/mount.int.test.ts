import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS } from '@chowk/contracts/events';
import { defineJob, handleJob } from '@chowk/jobs';
import { subscriptionsOf } from '@chowk/messaging';
import { bindRoutes, defineRoute, ok, replies } from '@chowk/runtime/http';
import type { ServiceContext } from '@chowk/runtime/lifecycle';
import {
  createTestKeys,
  startInProcess,
  storeAddresses,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
} from '@chowk/testing';
import { connect } from 'amqplib';
import { Schema } from 'mongoose';
import { z } from 'zod';
import { chassisConfigSchema, openChassis, type Capability } from '../src/index.ts';

const keys = createTestKeys();
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const schema = new Schema<{ _id: string; at: Date }>(
  { _id: { type: String, required: true }, at: Date },
  { collection: 'things', autoIndex: false },
).index({ at: 1 });

const contract = {
  countThings: defineRoute({
    method: 'get',
    path: '/api/v1/things',
    auth: 'optional',
    summary: 'Count things',
    reply: replies.data(z.object({ count: z.int() })),
  }),
};

const count = defineJob({ type: 'orders.count', schema: z.strictObject({ of: z.string() }) });

const manifest = { orders: { things: ['stockLow'] } } as const;

/** A service with one capability that notes in `order` when its parts run and end. */
const compose =
  (order: string[]) => async (context: ServiceContext<z.output<typeof chassisConfigSchema>>) => {
    const chassis = await openChassis('orders', context, manifest);
    const things = chassis.connection.model('Thing', schema);
    const capability: Capability<{ count(): Promise<number> }> = {
      name: 'things',
      api: { count: () => things.countDocuments() },
      collections: [things],
      routes: bindRoutes(contract, { countThings: async () => ok({ count: await things.countDocuments() }) }),
      tasks: [
        {
          name: 'tick',
          everyMs: 60_000,
          immediately: true,
          run: async (signal) => {
            order.push('task runs');
            await sleep(60_000, undefined, { signal }).finally(() => order.push('task ends'));
          },
        },
      ],
      subscriptions: [
        subscriptionsOf(manifest)('orders', 'things', {
          handle: async (_event, tx) => {
            tx.schedule({ job: count, key: 'k', runAt: new Date(), data: { of: 'events' } });
            order.push('event begins');
            await sleep(300);
            order.push('event ends');
          },
        }),
      ],
      jobs: [handleJob(count, { inTransaction: async (_tx, { of }) => void order.push(`job counts ${of}`) })],
      start: async () => void order.push(`starts with ${(await things.listIndexes()).length} indexes`),
      attach: (server) => {
        order.push(`attached to ${typeof server.port}`);
        return { stop: async () => void order.push('detached') };
      },
      stop: async () => void order.push('stopped'),
    };
    return chassis.mount([capability], {
      migrations: [
        {
          id: '0001-first-thing',
          up: async (connection) => {
            order.push('migration');
            await connection.collection<{ _id: string }>('things').insertOne({ _id: 'thg_1' });
          },
        },
      ],
    });
  };

test('a capability is mounted whole, and stopped the other way round', async () => {
  const order: string[] = [];
  const prefix = uniqueName('mount');
  const env = { ...testEnv('orders', keys, database.name, prefix), HOST: '127.0.0.1' };
  const service = await startInProcess({ schema: chassisConfigSchema, compose: compose(order), env });

  const client = testClient(service.url, keys.headers('orders'));
  expect((await client.get('/api/v1/things')).body.data).toEqual({ count: 1 });
  expect(order).toEqual(['migration', 'starts with 2 indexes', 'task runs', 'attached to number']);

  const broker = await connect(storeAddresses().rabbitmqUrl);
  const channel = await broker.createConfirmChannel();
  const { type } = EVENTS.stockLow;
  const stockLow = (id: string) => ({
    specversion: '1.0',
    id,
    source: 'catalog',
    type,
    subject: 'x',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data: { sku: 'A', productId: 'prd_1', storeId: 'str_1', available: 1, threshold: 2 },
  });
  const publish = async (id: string) => {
    channel.publish(`${prefix}.events`, type, Buffer.from(JSON.stringify(stockLow(id))));
    await channel.waitForConfirms();
  };
  await publish('evt_1');
  while (!order.includes('event begins')) await sleep(10);
  while (!order.includes('job counts events')) await sleep(10);
  // The next event schedules the same job: it would meet the end of this one, and be handled a second time.
  while (await database.connection.collection('jobs').findOne({ type: count.type })) await sleep(10);
  await publish('evt_2');
  while (order.filter((step) => step === 'event begins').length < 2) await sleep(10);

  order.splice(0);
  await service.stop();
  await broker.close();
  // The job of the last event may run before jobs stop; if not, another replica runs it.
  expect(order.filter((step) => !step.startsWith('job'))).toEqual([
    'detached',
    'event ends',
    'task ends',
    'stopped',
  ]);
});

test('collections and migrations run once for a database, and again for a new index', async () => {
  const order: string[] = [];
  const env = { ...testEnv('orders', keys, database.name, uniqueName('mount')), HOST: '127.0.0.1' };
  const again = await startInProcess({ schema: chassisConfigSchema, compose: compose(order), env });
  await again.stop();
  expect(order).not.toContain('migration');

  schema.index({ at: -1, _id: 1 });
  const other = await startInProcess({ schema: chassisConfigSchema, compose: compose(order), env });
  await other.stop();
  expect(order).toContain('starts with 3 indexes');
});

test('a service starts, serves and stops without a broker', async () => {
  const env = {
    ...testEnv('orders', keys, database.name, uniqueName('mount')),
    HOST: '127.0.0.1',
    RABBITMQ_URL: 'amqp://127.0.0.1:1',
  };
  const service = await startInProcess({ schema: chassisConfigSchema, compose: compose([]), env });
  const client = testClient(service.url, keys.headers('orders'));
  expect((await client.get('/api/v1/things')).body.data).toEqual({ count: 1 });
  await service.stop();
});
