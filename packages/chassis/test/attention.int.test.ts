import type { AttentionSource } from '@chowk/attention';
import { AppError } from '@chowk/contracts/errors';
import { defineJob, handleJob } from '@chowk/jobs';
import type { Outbox } from '@chowk/messaging';
import type { Role } from '@chowk/runtime/identity';
import type { ServiceContext } from '@chowk/runtime/lifecycle';
import {
  createTestKeys,
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
import { z } from 'zod';
import { chassisConfigSchema, openChassis } from '../src/index.ts';

const LIST = '/api/v1/admin/attention/orders';
const quick = { backoff: { firstMs: 5, maxMs: 5 }, maxAttempts: 2 };
const pack = defineJob({ type: 'orders.pack', schema: z.strictObject({ n: z.int() }), ...quick });

const keys = createTestKeys();
let database: Awaited<ReturnType<typeof testDatabase>>;
let events: EventLog;
let service: InProcessService;
let replica: InProcessService;
let outbox: Outbox;
let broken = true;

/** Work outside the database, such as a message that is sent again. */
const parcels = new Map<string, { since: Date; lost?: boolean }>();
const lostParcels: AttentionSource = {
  kind: 'parcel',
  list: async ({ limit, after }) =>
    [...parcels]
      .map(([id, { since }]) => ({ id, title: `Parcel ${id} is lost.`, since, attempts: 1, reason: 'LOST' }))
      .filter(
        ({ since, id }) =>
          !after || since > after.since || (since.getTime() === after.since.getTime() && id > after.id),
      )
      .slice(0, limit),
  count: async () => parcels.size,
  replay: {
    async run(id) {
      const parcel = parcels.get(id);
      if (!parcel) throw new AppError('NOT_FOUND');
      if (parcel.lost) throw new AppError('UPSTREAM_UNAVAILABLE');
      parcels.delete(id);
    },
  },
};

async function compose(context: ServiceContext<z.output<typeof chassisConfigSchema>>) {
  const chassis = await openChassis('orders', context);
  outbox = chassis.outbox;
  const packed = chassis.connection.collection('packed');
  await chassis.connection.createCollection('packed').catch(() => undefined);
  return chassis.mount([
    {
      name: 'packing',
      api: undefined,
      attention: [lostParcels],
      jobs: [
        handleJob(pack, {
          async inTransaction(tx, { n }) {
            await packed.insertOne({ n }, { session: tx.session });
            if (broken) throw new TypeError('no such box');
          },
        }),
      ],
    },
  ]);
}

beforeAll(async () => {
  database = await testDatabase();
  const prefix = uniqueName('attention');
  events = await listenToEvents(prefix);
  const env = testEnv('orders', keys, database.name, prefix);
  service = await startInProcess({ schema: chassisConfigSchema, compose, env });
  replica = await startInProcess({ schema: chassisConfigSchema, compose, env });
});
afterEach(() => {
  broken = true;
  parcels.clear();
});
afterAll(async () => {
  await Promise.all([service.stop(), replica.stop()]);
  await events.stop();
  await database.drop();
});

const as = (roles: readonly Role[], userId = 'usr_admin', at = service) =>
  testClient(at.url, keys.headers('orders', { userId, roles }));
const admin = () => as(['admin']);
const owner = () => as(['owner'], 'usr_owner');
const packedOf = (n: number) => database.connection.collection('packed').countDocuments({ n });

interface Listed {
  id: string;
  subject: string;
  since: string;
  cursor: string;
}
const listed = async (query = '') => (await admin().get(`${LIST}?limit=100${query}`)).body;

/** Parks a job for each of some keys, and gives what is listed of them. */
async function parkJobs(...names: string[]): Promise<Listed[]> {
  await outbox.transact(async (tx) => {
    for (const [n, key] of names.entries()) tx.schedule({ job: pack, key, data: { n } });
  });
  return until('they are parked', async () => {
    const items: Listed[] = (await listed('&kind=job')).data.items;
    const ours = items.filter(({ subject }) => names.includes(subject));
    return ours.length === names.length && ours;
  });
}

test('a poisoned job is listed and told of, replayed, has its effect once, is gone and in the audit', async () => {
  const [item] = await parkJobs('ord_1');
  expect(item).toEqual({
    id: expect.stringMatching(/^job:job_/),
    service: 'orders',
    kind: 'job',
    title: 'The job orders.pack was given up after 2 tries.',
    subject: 'ord_1',
    since: expect.any(String),
    attempts: 2,
    reason: 'TypeError: no such box',
    actions: ['replay', 'resolve'],
    data: { type: 'orders.pack', key: 'ord_1' },
    cursor: expect.any(String),
  });
  expect((await listed()).data.counts).toEqual({ job: 1 });
  const { id, since } = item!;
  const title = 'The job orders.pack was given up after 2 tries.';
  const told = await until('it is told of', () => events.of('attentionRaised')[0]);
  expect(told).toMatchObject({ source: 'orders', subject: id });
  expect(told.data).toEqual({ service: 'orders', kind: 'job', id, title, since });

  broken = false;
  const replayed = await admin().post(`${LIST}/${id}/replay`);
  const entry = { itemId: id, kind: 'job', action: 'replay', by: 'usr_admin', outcome: 'done' };
  expect([replayed.status, replayed.body.data.entry]).toEqual([
    200,
    { id: expect.stringMatching(/^aud_/), at: expect.any(String), ...entry },
  ]);
  await until('it is packed', async () => (await packedOf(0)) === 1);
  expect((await listed()).data).toEqual({ items: [], counts: {} });
  const audit = await admin().get(`${LIST}/audit?item=${id}`);
  expect(audit.body.data.items).toEqual([replayed.body.data.entry]);
  expect(events.of('attentionRaised')).toHaveLength(1);
});

test('a replay that fails again waits again, and is told of again', async () => {
  const before = events.of('attentionRaised').length;
  const [item] = await parkJobs('ord_again');
  expect((await admin().post(`${LIST}/${item!.id}/replay`)).status).toBe(200);
  const anew = await until('it waits again', async () =>
    ((await listed()).data.items as Listed[]).find(({ id, since }) => id === item!.id && since > item!.since),
  );
  await until('it is told of again', () => events.of('attentionRaised').length === before + 2);
  expect((await owner().post(`${LIST}/${anew.id}/resolve`, { note: 'packed by hand' })).status).toBe(200);
});

test('eight admins replay or resolve at two replicas at once: one does, the others learn who', async () => {
  const [item] = await parkJobs('ord_race');
  broken = false;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => {
      const client = as(['admin', 'owner'], `usr_${n}`, n % 2 === 0 ? service : replica);
      return n % 4 < 2
        ? client.post(`${LIST}/${item!.id}/replay`)
        : client.post(`${LIST}/${item!.id}/resolve`, { note: 'by hand' });
    }),
  );
  const done = answers.filter(({ status }) => status === 200);
  expect(done).toHaveLength(1);
  const { action, by, at } = done[0]!.body.data.entry;
  for (const { status, body } of answers.filter((answer) => answer !== done[0])) {
    expect([status, body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    expect(body.details).toContainEqual({ action, by, at });
  }
  const { items } = (await admin().get(`${LIST}/audit?item=${item!.id}`)).body.data;
  expect(items).toEqual([done[0]!.body.data.entry]);
  const jobs = database.connection.collection('jobs');
  await until('it has run, or is deleted', async () => (await jobs.countDocuments()) === 0);
});

test('what is resolved is gone for good, with its note; only an owner may', async () => {
  const [item] = await parkJobs('ord_resolved');
  const path = `${LIST}/${item!.id}/resolve`;
  const note = 'packed by hand for $5, ticket 4711';
  expect((await admin().post(path, { note })).status).toBe(403);
  expect((await owner().post(path, {})).body.code).toBe('VALIDATION_FAILED');
  const { body } = await owner().post(path, { note });
  expect(body.data.entry).toMatchObject({ action: 'resolve', by: 'usr_owner', note, outcome: 'done' });
  expect((await listed()).data.items).toEqual([]);
  expect(await database.connection.collection('jobs').countDocuments()).toBe(0);
  const again = await admin().post(`${LIST}/${item!.id}/replay`);
  expect([again.status, again.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
});

test('nobody but admins sees or does anything; what never waited is 404', async () => {
  for (const roles of [['user'], ['merchant'], ['expert']] as const) {
    expect((await as(roles).get(LIST)).status).toBe(403);
    expect((await as(roles).get(`${LIST}/audit`)).status).toBe(403);
    expect((await as(roles).post(`${LIST}/job:job_1/replay`)).status).toBe(403);
    expect((await as(roles).post(`${LIST}/job:job_1/resolve`, { note: 'x' })).status).toBe(403);
  }
  expect((await testClient(service.url, keys.headers('orders')).get(LIST)).status).toBe(401);
  for (const id of ['job:job_1', 'unicorn:1', 'job:']) {
    const answer = await admin().post(`${LIST}/${id}/replay`);
    expect([id, answer.status]).toEqual([id, id === 'job:' ? 422 : 404]);
  }
});

test('work outside the database is audited before and after, also when it fails', async () => {
  parcels.set('p1', { since: new Date(1), lost: true });
  parcels.set('p2', { since: new Date(2) });
  const failed = await admin().post(`${LIST}/parcel:p1/replay`);
  expect([failed.status, failed.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
  expect((await admin().post(`${LIST}/parcel:p2/replay`)).body.data.entry.outcome).toBe('done');
  const refused = await owner().post(`${LIST}/parcel:p1/resolve`, { note: 'x' });
  expect([refused.status, refused.body.details[0].message]).toEqual([
    409,
    'a parcel has no resolve; it has: replay',
  ]);
  const { items } = (await admin().get(`${LIST}/audit?limit=4`)).body.data;
  const rows = items.map(({ itemId, outcome, code }: Record<string, string>) => [itemId, outcome, code]);
  expect(rows).toEqual([
    ['parcel:p2', 'done', undefined],
    ['parcel:p2', 'begun', undefined],
    ['parcel:p1', 'failed', 'UPSTREAM_UNAVAILABLE'],
    ['parcel:p1', 'begun', undefined],
  ]);
});

test('pages by signed cursors over all kinds are all there is, each once, and so from each item on', async () => {
  await parkJobs('ord_a', 'ord_b', 'ord_c');
  for (const id of ['x', 'y', 'z']) parcels.set(id, { since: new Date(1_000) });
  const all: Listed[] = (await listed()).data.items;
  expect(all.map(({ id }) => id.split(':')[0])).toEqual([
    ...['parcel', 'parcel', 'parcel'],
    ...['job', 'job', 'job'],
  ]);
  for (const limit of [1, 2, 3, 5, 6]) {
    const seen: Listed[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await admin().get(`${LIST}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.items);
      cursor = body.meta.nextCursor;
    }
    expect(seen).toEqual(all);
  }
  const rest = await admin().get(`${LIST}?limit=100&cursor=${all[3]!.cursor}`);
  expect(rest.body.data.items).toEqual(all.slice(4));
  const forged = await admin().get(`${LIST}?cursor=${all[3]!.cursor.slice(0, -2)}AA`);
  expect([forged.status, forged.body.code]).toEqual([400, 'INVALID_CURSOR']);
});
