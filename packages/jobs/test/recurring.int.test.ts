import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@chowk/testing';
import { defineJob, handleJob } from '../src/index.ts';
import { z } from 'zod';
import type { RecurrenceDocument } from '../src/persistence/job.model.ts';
import { startJobs, type JobsFixture, type Replica } from './fixture.ts';
import { handlersOn, tickJob } from './jobs.ts';

jest.setTimeout(60_000);

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

const jobs = () => app.connection.collection('jobs');
const recurrences = () => app.connection.collection<RecurrenceDocument>('job_recurrences');
const ticks = async () =>
  (await app.effects.find({ job: 'tick' }).toArray()).map(({ key }) => key).toSorted();

function ticking(everyMs: number, handlers = handlersOn(app.connection)): Replica {
  const replica = app.replica(handlers, { pollMaxMs: 100 });
  replica.queue.recurring({ job: tickJob, data: {}, everyMs });
  replica.queue.start();
  return replica;
}

test('three replicas run each tick once, without a leader', async () => {
  const replicas = [ticking(100), ticking(100), ticking(100)];
  await until('a dozen ticks have run', async () => (await ticks()).length >= 12);
  await Promise.all(replicas.map((replica) => replica.stop()));
  const seen = await ticks();
  expect(seen).toEqual([...new Set(seen)]);
  expect(seen.every((key) => /^@\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d00Z$/.test(key))).toBe(true);
});

test('a tick whose replica is killed over it runs once all the same', async () => {
  const env = { TICK_EVERY_MS: '200', LEASE_MS: '700' };
  const doomed = await Promise.all([
    app.spawned({ ...env, CHOWK_FAILPOINTS: 'jobs.test.tick.before-done=kill@2' }),
    app.spawned({ ...env, CHOWK_FAILPOINTS: 'jobs.test.tick.done=kill@2' }),
  ]);
  const isUp = ({ exitCode, signalCode }: (typeof doomed)[number]) =>
    exitCode === null && signalCode === null;
  await Promise.all(doomed.map(async (child) => isUp(child) && once(child, 'exit')));
  expect(doomed.map(({ exitCode, signalCode }) => signalCode ?? exitCode)).toEqual(['SIGKILL', 'SIGKILL']);
  const before = await ticks();
  ticking(200);
  await until('ticks go on', async () => (await ticks()).length >= before.length + 3);
  const seen = await ticks();
  expect(seen).toEqual([...new Set(seen)]);
});

test('a replica that is slow to schedule a tick does not bring it back after it has run', async () => {
  const env = { TICK_EVERY_MS: '200', CHOWK_FAILPOINTS: 'jobs.test.tick.ticked=sleep:700' };
  await app.spawned(env);
  ticking(200);
  await until('fifteen ticks have run', async () => (await ticks()).length >= 15);
  const seen = await ticks();
  expect(seen).toEqual([...new Set(seen)]);
});

test('a job that recurs for the first time owes no tick of the past', async () => {
  ticking(3_600_000);
  const begun = await until(
    'it has begun',
    async () => (await recurrences().findOne({ _id: 'test.tick' })) ?? undefined,
  );
  await sleep(300);
  expect(Math.abs(begun.upTo.getTime() - Date.now())).toBeLessThan(5_000);
  expect(await jobs().countDocuments()).toBe(0);
  expect(await ticks()).toEqual([]);
});

test('of the ticks that passed while nobody ran, the latest runs, once', async () => {
  const day = 24 * 3_600_000;
  await recurrences().insertOne({ _id: 'test.tick', upTo: new Date(Date.now() - 100 * day) });
  const latest = new Date(Math.floor(Date.now() / day) * day);
  ticking(day);
  ticking(day);
  await until('it has run', async () => (await ticks()).length > 0);
  await sleep(300);
  expect(await ticks()).toEqual([`@${latest.toISOString()}`]);
  expect((await recurrences().findOne({ _id: 'test.tick' }))?.upTo).toEqual(latest);
});

test('ticks that pass while one has not ended are missed ones: no two run at once, then the latest', async () => {
  let running = 0;
  const started: Date[] = [];
  const slow = handleJob(tickJob, {
    async run(_data, { runAt }) {
      running += 1;
      expect(running).toBe(1);
      started.push(runAt);
      await sleep(started.length === 1 ? 650 : 10);
      running -= 1;
    },
  });
  ticking(100, [slow]);
  ticking(100, [slow]);
  await until('the second has run', () => started.length >= 2);
  expect(started[1]!.getTime() - started[0]!.getTime()).toBeGreaterThanOrEqual(500);
});

test('a tick that needs attention does not hold up the next', async () => {
  const doomed = defineJob({ type: 'test.tick', schema: z.strictObject({}), maxAttempts: 1 });
  const replica = app.replica([handleJob(doomed, { run: async () => Promise.reject(new Error('no')) })]);
  replica.queue.recurring({ job: doomed, data: {}, everyMs: 100 });
  replica.queue.start();
  await until('three are parked', () => replica.parked.length >= 3);
  expect(new Set(replica.parked.map(({ key }) => key)).size).toBe(replica.parked.length);
});

test('a recurring job without handler, given twice, or with a pattern that has no ticks, is refused at start', () => {
  const { queue } = app.replica();
  queue.recurring({ job: tickJob, data: {}, everyMs: 1_000 });
  expect(() => queue.start()).toThrow('nothing handles it');
  expect(() => queue.recurring({ job: tickJob, data: {}, everyMs: 1_000 })).toThrow('recurs already');
  const other = defineJob({ type: 'test.other', schema: z.strictObject({}) });
  const daily = { job: other, data: {}, cron: '30 2 * * *', timeZone: 'Asia/Kolkata' };
  expect(() => queue.recurring({ ...daily, cron: '61 * * * *' })).toThrow('minute');
  expect(() => queue.recurring({ ...daily, cron: '0 0 30 2 *' })).toThrow('never ticks');
  expect(() => queue.recurring({ ...daily, timeZone: 'Mars/Olympus' })).toThrow('time zone');
});
