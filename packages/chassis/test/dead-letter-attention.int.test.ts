import { subscriptionsOf } from '@chowk/messaging';
import type { ServiceContext } from '@chowk/runtime/lifecycle';
import {
  createTestKeys,
  envelopeOf,
  listenToEvents,
  startInProcess,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
  until,
  type EventLog,
  type InProcessService,
} from '@chowk/testing';
import type { z } from 'zod';
import { chassisConfigSchema, openChassis } from '../src/index.ts';

const LIST = '/api/v1/admin/attention/orders';
const manifest = { orders: { restock: ['stockLow'] } } as const;

const keys = createTestKeys();
let database: Awaited<ReturnType<typeof testDatabase>>;
let events: EventLog;
let service: InProcessService;
let broken = true;

async function compose(context: ServiceContext<z.output<typeof chassisConfigSchema>>) {
  const chassis = await openChassis('orders', context, manifest);
  const restocked = chassis.connection.collection('restocked');
  await chassis.connection.createCollection('restocked');
  return chassis.mount([
    {
      name: 'restocking',
      api: undefined,
      subscriptions: [
        subscriptionsOf(manifest)('orders', 'restock', {
          async handle({ data: { sku } }, tx) {
            await restocked.insertOne({ sku }, { session: tx.session });
            if (broken) throw new TypeError('no such shelf');
          },
        }),
      ],
    },
  ]);
}

beforeAll(async () => {
  database = await testDatabase();
  const prefix = uniqueName('letters');
  events = await listenToEvents(prefix);
  const env = { ...testEnv('orders', keys, database.name, prefix), EVENT_RETRY_DELAYS_MS: '20' };
  service = await startInProcess({ schema: chassisConfigSchema, compose, env });
});
afterAll(async () => {
  await service.stop();
  await events.stop();
  await database.drop();
});

test('a dead letter is listed and told of, replayed, has its effect once, is gone and in the audit', async () => {
  const admin = testClient(service.url, keys.headers('orders', { userId: 'usr_admin', roles: ['admin'] }));
  const low = { sku: 'A', productId: 'prd_1', storeId: 'str_1', available: 1, threshold: 2 };
  await events.publish('catalog.stock-low.v1', envelopeOf('stockLow', 'evt_1', 'A', low), 'evt_1');
  const [item] = await until('it is listed', async () => {
    const { items } = (await admin.get(LIST)).body.data;
    return items.length > 0 && items;
  });
  const id = 'dead-letter:restock:evt_1';
  expect(item).toMatchObject({
    ...{ id, service: 'orders', kind: 'dead-letter', subject: 'A', attempts: 2 },
    ...{ reason: 'TypeError: no such shelf', actions: ['replay', 'resolve'] },
    data: { subscription: 'restock', eventId: 'evt_1', type: 'catalog.stock-low.v1' },
  });
  const told = await until('it is told of', () => events.of('attentionRaised')[0]);
  expect(told.data).toMatchObject({ service: 'orders', kind: 'dead-letter', id, since: item.since });

  // Still broken: it dies again, and is told of again.
  expect((await admin.post(`${LIST}/${id}/replay`)).status).toBe(200);
  await until('it is told of again', () => events.of('attentionRaised').length === 2);

  broken = false;
  const answers = await Promise.all([1, 2, 3].map(() => admin.post(`${LIST}/${id}/replay`)));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
  const restocked = database.connection.collection('restocked');
  await until('it has its effect', async () => (await restocked.countDocuments()) > 0);
  expect((await admin.get(LIST)).body.data).toEqual({ items: [], counts: {} });
  expect(await restocked.countDocuments()).toBe(1);
  const late = await admin.post(`${LIST}/${id}/replay`);
  expect([late.status, late.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
  const { items } = (await admin.get(`${LIST}/audit?item=${id}`)).body.data;
  const outcomes = items.map(({ action, outcome }: Record<string, string>) => `${action} ${outcome}`);
  expect(outcomes.slice(-2)).toEqual(['replay done', 'replay begun']);
  expect(events.of('attentionRaised')).toHaveLength(2);
});
