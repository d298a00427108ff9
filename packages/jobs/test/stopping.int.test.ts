import { setTimeout as sleep } from 'node:timers/promises';
import { Bus, Outbox } from '@chowk/messaging';
import { ShutdownStack } from '@chowk/runtime/lifecycle';
import { connectMongo } from '@chowk/runtime/mongo';
import { listenToEvents, quietLogger, storeAddresses, until } from '@chowk/testing';
import { createJobQueue, handleJob } from '../src/index.ts';
import { startJobs, type JobsFixture, type Replica } from './fixture.ts';
import { handlersOn, recordJob, slowCallJob, slowRecordJob } from './jobs.ts';

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

const jobs = () => app.connection.collection('jobs');
const begun = (job: string) =>
  until('it has begun', async () => (await app.effects.countDocuments({ job })) === 1);
const schedule = ({ outbox }: Replica, job: typeof slowCallJob | typeof slowRecordJob, ms: number) =>
  outbox.transact(async (tx) => tx.schedule({ job, key: 'long', data: { ms } }));
const msOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

test('stop ends a long handler at once and gives its job back, its try not counted', async () => {
  const replica = app.started(handlersOn(app.connection), { stopGraceMs: 20_000 });
  await schedule(replica, slowCallJob, 20_000);
  await begun('slow-call');
  expect(await msOf(() => replica.queue.stop())).toBeLessThan(1_000);
  expect(await app.stored('test.slow-call', 'long')).toMatchObject({
    state: 'scheduled',
    holder: null,
    attempts: 0,
  });
  app.started(handlersOn(app.connection));
  await until('a replica takes it', async () => (await app.effects.countDocuments()) === 2, 1_500);
});

test('stop undoes a transaction that waits', async () => {
  let reached: () => void;
  const open = new Promise<void>((resolve) => (reached = resolve));
  const replica = app.started(
    [
      handleJob(slowRecordJob, {
        async inTransaction(tx, { ms }, { key, jobId, attempt, signal }) {
          await app.effects.insertOne({ job: 'open', key, jobId, attempt, pid: 0 }, { session: tx.session });
          reached();
          await sleep(ms, undefined, { signal });
        },
      }),
    ],
    { stopGraceMs: 20_000 },
  );
  await schedule(replica, slowRecordJob, 20_000);
  await open;
  expect(await msOf(() => replica.queue.stop())).toBeLessThan(1_000);
  expect(await app.effects.countDocuments()).toBe(0);
  expect(await app.stored('test.slow-record', 'long')).toMatchObject({ holder: null, attempts: 0 });
});

test('stop does not wait for a handler that heeds no signal; what that does later is void', async () => {
  let goOn: () => void;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const stubborn = app.started([
    handleJob(slowRecordJob, {
      async inTransaction(tx, _data, { key, jobId, attempt }) {
        await gate;
        await app.effects.insertOne({ job: 'late', key, jobId, attempt, pid: 0 }, { session: tx.session });
      },
    }),
  ]);
  await schedule(stubborn, slowRecordJob, 1);
  await until('it runs', async () => (await app.stored('test.slow-record', 'long'))?.attempts === 1);
  expect(await msOf(() => stubborn.queue.stop())).toBeLessThan(1_500);
  app.started(handlersOn(app.connection));
  await until('another replica has done it', async () => (await jobs().countDocuments()) === 0);
  goOn!();
  await sleep(300);
  expect((await app.effects.find().toArray()).map(({ job }) => job)).toEqual(['slow-record']);
});

test('a stopped queue takes nothing new but still schedules', async () => {
  const replica = app.started(handlersOn(app.connection), { pollMaxMs: 50 });
  await replica.queue.stop();
  await replica.outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'k', data: { n: 1 } }));
  await sleep(300);
  expect(await app.stored('test.record', 'k')).toMatchObject({ holder: null, attempts: 0 });
});

test('a process that stops with jobs under way stops cleanly and publishes what the done ones emitted', async () => {
  const events = await listenToEvents(app.prefix);
  const logger = quietLogger();
  const errors = jest.spyOn(logger, 'error');
  const warnings = jest.spyOn(logger, 'warn');
  const shutdown = new ShutdownStack();
  const { mongodbUri, rabbitmqUrl } = storeAddresses();
  const connection = await connectMongo({ uri: mongodbUri, database: app.connection.name, poolSize: 20 });
  shutdown.add('mongodb', () => connection.close());
  const bus = await Bus.connect({ url: rabbitmqUrl, prefix: app.prefix, logger, retryDelaysMs: [] });
  shutdown.add('message bus', () => bus.stop());
  const outbox = new Outbox({ connection, bus, source: 'test', logger });
  shutdown.add('outbox', () => outbox.stop());
  const queue = createJobQueue({ connection, outbox, logger });
  shutdown.add('jobs', () => queue.stop());
  queue.register([
    handleJob(recordJob, {
      async inTransaction(tx, { n }) {
        await sleep(5);
        const at = new Date().toISOString();
        tx.emit('userRegistered', `usr_${n}`, { userId: `usr_${n}`, registeredAt: at }, { version: 1 });
      },
    }),
  ]);
  queue.start();
  await outbox.transact(async (tx) => {
    for (let n = 0; n < 200; n++) tx.schedule({ job: recordJob, key: `k${n}`, data: { n } });
  });
  await until('some are done', async () => (await jobs().countDocuments()) < 180);
  await shutdown.stop(logger);

  expect(errors).not.toHaveBeenCalled();
  expect(warnings).not.toHaveBeenCalled();
  const left = await jobs().find().toArray();
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter(({ holder, attempts }) => holder !== null || attempts !== 0)).toEqual([]);
  const done = 200 - left.length;
  await until('their events arrive', () => events.of('userRegistered').length === done);
  expect(await app.connection.collection('outbox').countDocuments()).toBe(0);
  await events.stop();
});
