import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@chowk/testing';
import { z } from 'zod';
import { defineJob, handleJob, type HandledJob } from '../src/index.ts';
import { startJobs, type JobsFixture } from './fixture.ts';
import { poison, quick, schedulePoison } from './poison.ts';

const other = defineJob({ type: 'test.other', schema: z.strictObject({}), ...quick });

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

const jobs = () => app.connection.collection('jobs');
const attention = (count: number) =>
  until(`${count} need attention`, async () => (await app.admin.count())['test.poison'] === count);

describe('a job that fails', () => {
  test('is tried again, and what its transaction did half is undone each time', async () => {
    const attempts: number[] = [];
    const { outbox } = app.started([
      handleJob(poison, {
        async inTransaction(tx, _data, { key, jobId, attempt }) {
          attempts.push(attempt);
          await app.effects.insertOne({ job: 'p', key, jobId, attempt, pid: 0 }, { session: tx.session });
          if (attempt < 3) throw new Error('not yet');
        },
      }),
    ]);
    await outbox.transact(async (tx) => tx.schedule({ job: poison, key: 'k', data: { n: 1 } }));
    await until('it is done', async () => (await jobs().countDocuments()) === 0);
    expect(attempts).toEqual([1, 2, 3]);
    expect((await app.effects.find().toArray()).map(({ attempt }) => attempt)).toEqual([3]);
  });

  test('after its tries is parked with the error, reported, and blocks nothing behind it', async () => {
    const done: string[] = [];
    const replica = app.started(
      [
        handleJob(poison, { run: async () => Promise.reject(new TypeError('cannot read it')) }),
        handleJob(other, { run: async (_data, { key }) => void done.push(key) }),
      ],
      { concurrency: 1 },
    );
    await schedulePoison(replica, 1);
    await replica.outbox.transact(async (tx) => tx.schedule({ job: other, key: 'behind', data: {} }));
    await attention(1);
    await until('the other is done', () => done.length === 1);
    const [parked, ...rest] = await app.admin.list({ limit: 10 });
    expect(rest).toEqual([]);
    expect(parked).toEqual({
      jobId: expect.stringMatching(/^job_/),
      type: 'test.poison',
      key: 'p0',
      data: { n: 0 },
      runAt: expect.any(Date),
      attempts: 3,
      error: 'TypeError: cannot read it',
      parkedAt: expect.any(Date),
    });
    expect(replica.parked).toEqual([parked]);
  });

  test('parked, it is scheduled anew like any unfinished job', async () => {
    let broken = true;
    const replica = app.started([
      handleJob(poison, { run: async () => (broken ? Promise.reject(new Error('no')) : undefined) }),
    ]);
    await schedulePoison(replica, 1);
    await attention(1);
    broken = false;
    await schedulePoison(replica, 1);
    await until('it is done', async () => (await jobs().countDocuments()) === 0);
  });

  test('data that its schema no longer reads is a failure like others, not lost', async () => {
    const before = defineJob({ type: 'test.poison', schema: z.strictObject({ n: z.string() }), ...quick });
    const replica = app.started([handleJob(poison, { run: async () => undefined })]);
    await replica.outbox.transact(async (tx) => tx.schedule({ job: before, key: 'k', data: { n: 'old' } }));
    await attention(1);
    const [parked] = await app.admin.list({ limit: 1 });
    expect(parked).toMatchObject({ attempts: 3, data: { n: 'old' } });
    expect(parked?.error).toMatch(/^ZodError/);
  });
});

describe('a process', () => {
  test('runs no more at once than its bound, and all in the end', async () => {
    let now = 0;
    let most = 0;
    let done = 0;
    const { outbox } = app.started(
      [
        handleJob(other, {
          async run() {
            most = Math.max(most, ++now);
            await sleep(20);
            now -= 1;
            done += 1;
          },
        }),
      ],
      { concurrency: 3 },
    );
    await outbox.transact(async (tx) => {
      for (let n = 0; n < 30; n++) tx.schedule({ job: other, key: `k${n}`, data: {} });
    });
    await until('all are done', () => done === 30);
    expect(most).toBe(3);
  });

  test('shares due jobs with another: each runs once while nobody crashes', async () => {
    const scheduling = app.replica();
    const once: HandledJob = handleJob(other, {
      run: async (_data, { key, jobId, attempt }) =>
        void (await app.effects.insertOne({ job: 'once', key, jobId, attempt, pid: 0 })),
    });
    const runAt = new Date(Date.now() + 300);
    await scheduling.outbox.transact(async (tx) => {
      for (let n = 0; n < 150; n++) tx.schedule({ job: other, key: `k${n}`, runAt, data: {} });
    });
    for (let n = 0; n < 3; n++) app.started([once], { pollMaxMs: 100 });
    await until('all are done', async () => (await jobs().countDocuments()) === 0);
    const keys = (await app.effects.find().toArray()).map(({ key }) => key);
    expect(keys).toHaveLength(150);
    expect(new Set(keys).size).toBe(150);
  });

  test('keeps a long job by renewing its lease while others look', async () => {
    let runs = 0;
    const long = handleJob(other, { run: async () => void ((runs += 1), await sleep(1_500)) });
    const settings = { leaseMs: 450, pollMaxMs: 100 };
    const { outbox } = app.started([long], settings);
    app.started([long], settings);
    await outbox.transact(async (tx) => tx.schedule({ job: other, key: 'k', data: {} }));
    await until('it is done', async () => runs > 0 && (await jobs().countDocuments()) === 0);
    expect(runs).toBe(1);
  });

  test('ends a try that takes too long, whether or not it heeds the signal, and counts it', async () => {
    const hasty = defineJob({ type: 'test.poison', schema: z.unknown(), ...quick, timeoutMs: 50 });
    const reasons: string[] = [];
    const replica = app.started([
      handleJob(hasty, {
        async run(_data, { signal, attempt }) {
          signal.addEventListener('abort', () => reasons.push((signal.reason as Error).name));
          await (attempt === 1 ? sleep(10_000, undefined, { signal }) : new Promise(() => undefined));
        },
      }),
    ]);
    await replica.outbox.transact(async (tx) => tx.schedule({ job: hasty, key: 'k', data: null }));
    await attention(1);
    expect(reasons).toEqual(['JobTimeoutError', 'JobTimeoutError', 'JobTimeoutError']);
    expect(replica.parked[0]?.error).toBe('JobTimeoutError: took longer than 50 ms');
  });
});

describe('a type that no handler is registered for', () => {
  test('waits for a replica that knows it, and its tries are not counted', async () => {
    const old = app.started([]);
    await schedulePoison(old, 1);
    const waiting = await until('the old replica put it off', async () => {
      const row = await app.stored('test.poison', 'p0');
      return row?.unhandledSince && row;
    });
    expect(waiting).toMatchObject({ attempts: 0, state: 'scheduled', holder: null });
    await jobs().updateOne({ key: 'p0' }, { $set: { dueAt: new Date() } });
    await old.stop();
    const attempts: number[] = [];
    app.started([handleJob(poison, { run: async (_data, { attempt }) => void attempts.push(attempt) })]);
    await until('it is done', async () => (await jobs().countDocuments()) === 0);
    expect(attempts).toEqual([1]);
  });

  test('is parked, not lost, when nobody has known it for a while', async () => {
    const replica = app.started([], { unhandledGraceMs: 0 });
    await schedulePoison(replica, 1);
    await attention(1);
    expect(replica.parked[0]).toMatchObject({
      data: { n: 0 },
      error: 'Error: no replica handles the type test.poison',
    });
  });
});

test('a queue lists the kinds of work of its service, each once', () => {
  const { queue } = app.replica([handleJob(poison, { run: async () => undefined })]);
  queue.register([handleJob(other, { run: async () => undefined })]);
  queue.recurring({ job: other, data: {}, cron: '30 2 * * *', timeZone: 'Asia/Kolkata' });
  const policy = { ...quick, timeoutMs: 300_000 };
  expect(queue.types()).toEqual([
    { type: 'test.poison', ...policy, recurring: false },
    { type: 'test.other', ...policy, recurring: true },
  ]);
  expect(() => queue.register([handleJob(other, { run: async () => undefined })])).toThrow('handler already');
});
