import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@chowk/testing';
import {
  startTelemetry,
  traceHeaders,
  currentRequest,
  withRequestContext,
  withSpan,
} from '@chowk/runtime/telemetry';
import { mongo } from 'mongoose';
import { z } from 'zod';
import { defineJob, handleJob } from '../src/index.ts';
import { startJobs, type JobsFixture } from './fixture.ts';
import { handlersOn, recordJob } from './jobs.ts';

const reminder = defineJob({
  type: 'test.reminder',
  schema: z.object({ cartId: z.string(), sum: z.coerce.number().default(7) }),
});
const inAnHour = () => new Date(Date.now() + 3_600_000);

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

const jobs = () => app.connection.collection('jobs');
const handlers = () => handlersOn(app.connection);

describe('a job is scheduled when, and only when, its transaction commits', () => {
  test('it runs with the data as its schema reads it, and is gone afterwards', async () => {
    const seen: unknown[] = [];
    const { outbox } = app.started([
      handleJob(reminder, { inTransaction: async (_tx, data, context) => void seen.push({ data, context }) }),
    ]);
    await outbox.transact(async (tx) =>
      tx.schedule({ job: reminder, key: 'crt_1', data: { cartId: '$crt.1', sum: '12' } }),
    );
    await until('it has run', () => seen.length > 0);
    expect(seen).toEqual([
      {
        data: { cartId: '$crt.1', sum: 12 },
        context: {
          jobId: expect.stringMatching(/^job_/),
          key: 'crt_1',
          attempt: 1,
          runAt: expect.any(Date),
          signal: expect.any(AbortSignal),
        },
      },
    ]);
    await until('its row is gone', async () => (await jobs().countDocuments()) === 0);
  });

  test('a transaction that fails schedules nothing, and takes nothing back', async () => {
    const { outbox } = app.replica();
    await outbox.transact(async (tx) =>
      tx.schedule({ job: recordJob, key: 'kept', runAt: inAnHour(), data: { n: 1 } }),
    );
    const failing = outbox.transact(async (tx) => {
      tx.schedule({ job: recordJob, key: 'lost', data: { n: 1 } });
      tx.unschedule(recordJob, 'kept');
      await app.effects.insertOne(
        { job: 'x', key: 'x', jobId: 'x', attempt: 1, pid: 1 },
        { session: tx.session },
      );
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await jobs().find().toArray()).map(({ key }) => key)).toEqual(['kept']);
  });

  test('a transaction that a write conflict runs again schedules what its last run said', async () => {
    const { outbox } = app.replica();
    let runs = 0;
    await outbox.transact(async (tx) => {
      runs += 1;
      tx.schedule({ job: recordJob, key: `run-${runs}`, runAt: inAnHour(), data: { n: runs } });
      if (runs > 1) return;
      const conflict = new mongo.MongoError('a write conflict');
      conflict.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
      throw conflict;
    });
    expect((await jobs().find().toArray()).map(({ key, data }) => [key, data])).toEqual([
      ['run-2', { n: 2 }],
    ]);
  });

  test('data that breaks the schema, a key that is none and a queue that is missing fail the transaction', async () => {
    const { outbox } = app.replica();
    const scheduling = (key: string, n: unknown, runAt = inAnHour()) =>
      outbox.transact(async (tx) => tx.schedule({ job: recordJob, key, runAt, data: { n: n as number } }));
    await expect(scheduling('k', 'seven')).rejects.toBeInstanceOf(z.ZodError);
    await expect(scheduling('', 1)).rejects.toThrow(TypeError);
    await expect(scheduling('k'.repeat(201), 1)).rejects.toThrow(TypeError);
    await expect(scheduling('k', 1, new Date(NaN))).rejects.toThrow(TypeError);
    outbox.scheduler = undefined;
    await expect(scheduling('k', 1)).rejects.toThrow('no job queue');
    expect(await jobs().countDocuments()).toBe(0);
  });

  test('the compiler knows the data of each job', () => {
    const { outbox } = app.replica();
    const scheduling = () =>
      outbox.transact(async (tx) => {
        // @ts-expect-error a reminder is about a cart
        tx.schedule({ job: reminder, key: 'k', data: { n: 1 } });
        // @ts-expect-error a record has a number
        tx.schedule({ job: recordJob, key: 'k', data: { n: '1' } });
      });
    return expect(scheduling()).rejects.toBeInstanceOf(z.ZodError);
  });

  test('the request id and the trace of the cause go on in the job', async () => {
    const telemetry = await startTelemetry({ service: 'test' });
    const seen: unknown[] = [];
    const { outbox } = app.started([
      handleJob(recordJob, {
        run: async () =>
          void seen.push(currentRequest()?.requestId, traceHeaders().traceparent?.split('-')[1]),
      }),
    ]);
    const trace = await withSpan({ name: 'cause', kind: 'SERVER' }, () =>
      withRequestContext({ requestId: 'req_cause' }, async () => {
        await outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'k', data: { n: 1 } }));
        return traceHeaders().traceparent?.split('-')[1];
      }),
    );
    await until('it has run', () => seen.length > 0);
    expect(seen).toEqual(['req_cause', trace]);
    await telemetry.stop();
  });
});

describe('there is one unfinished job of a type and key', () => {
  test('scheduled twice it is the later one, with its time and data', async () => {
    const { outbox } = app.replica();
    const later = inAnHour();
    await outbox.transact(async (tx) => {
      tx.schedule({ job: recordJob, key: 'k', runAt: new Date(), data: { n: 1 } });
      tx.schedule({ job: recordJob, key: 'k', data: { n: 2 } });
    });
    const before = await app.stored('test.record', 'k');
    await outbox.transact(async (tx) =>
      tx.schedule({ job: recordJob, key: 'k', runAt: later, data: { n: 3 } }),
    );
    const after = await app.stored('test.record', 'k');
    expect(before).toMatchObject({ data: { n: 2 }, attempts: 0 });
    expect(after).toMatchObject({ data: { n: 3 }, runAt: later, dueAt: later });
    expect(after?.jobId).not.toBe(before?.jobId);
    expect(await jobs().countDocuments()).toBe(1);
  });

  test('scheduled by twenty transactions at once it is one job and runs once', async () => {
    const { outbox, queue } = app.replica(handlers());
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'same', data: { n } })),
      ),
    );
    expect(await jobs().countDocuments()).toBe(1);
    queue.start();
    await until('it has run', async () => (await jobs().countDocuments()) === 0);
    expect(await app.effects.countDocuments({ key: 'same' })).toBe(1);
  });

  test('taken back in a transaction it does not run; the key is free again', async () => {
    const { outbox } = app.started(handlers());
    const schedule = (key: string) =>
      outbox.transact(async (tx) =>
        tx.schedule({ job: recordJob, key, runAt: new Date(Date.now() + 1_000), data: { n: 1 } }),
      );
    await schedule('back');
    await outbox.transact(async (tx) => tx.unschedule(recordJob, 'back'));
    await schedule('other');
    await until('the other has run', async () => (await app.effects.countDocuments()) === 1);
    expect(await app.effects.findOne({ key: 'back' })).toBeNull();
    await schedule('back');
    await until('it runs now', async () => (await app.effects.countDocuments({ key: 'back' })) === 1);
  });

  test('scheduled anew while it runs, its effect is undone and it runs at the new time with the new data', async () => {
    const ran: unknown[] = [];
    let reached: () => void;
    const running = new Promise<void>((resolve) => (reached = resolve));
    const { outbox } = app.started([
      handleJob(recordJob, {
        async inTransaction(tx, { n }, { jobId, key, attempt }) {
          await app.effects.insertOne({ job: `${n}`, key, jobId, attempt, pid: 0 }, { session: tx.session });
          reached();
          if (n === 1) await sleep(300);
          ran.push(n);
        },
      }),
    ]);
    await outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'k', data: { n: 1 } }));
    await running;
    await outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'k', data: { n: 2 } }));
    await until('the new one has run', async () => (await jobs().countDocuments()) === 0);
    expect(ran).toEqual([1, 2]);
    expect((await app.effects.find().toArray()).map(({ job }) => job)).toEqual(['2']);
  });

  test('it may schedule itself again in the transaction that ends it', async () => {
    const { outbox } = app.started([
      handleJob(recordJob, {
        async inTransaction(tx, { n }, { jobId, key, attempt }) {
          await app.effects.insertOne({ job: `${n}`, key, jobId, attempt, pid: 0 }, { session: tx.session });
          if (n < 3) tx.schedule({ job: recordJob, key, data: { n: n + 1 } });
        },
      }),
    ]);
    await outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'k', data: { n: 1 } }));
    await until('the third has run', async () => (await app.effects.countDocuments({ job: '3' })) === 1);
    const rows = await app.effects.find().sort({ job: 1 }).toArray();
    expect(rows.map(({ job, attempt }) => [job, attempt])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 1],
    ]);
    expect(new Set(rows.map(({ jobId }) => jobId)).size).toBe(3);
  });
});

describe('a job runs when it is due', () => {
  test('not before, and soon after, also when another replica scheduled it', async () => {
    const scheduling = app.replica();
    let ranAt = 0;
    app.started([handleJob(recordJob, { run: async () => void (ranAt = Date.now()) })], { pollMaxMs: 500 });
    const runAt = new Date(Date.now() + 1_000);
    await scheduling.outbox.transact(async (tx) =>
      tx.schedule({ job: recordJob, key: 'k', runAt, data: { n: 1 } }),
    );
    await until('it has run', () => ranAt > 0);
    expect(ranAt - runAt.getTime()).toBeGreaterThanOrEqual(0);
    expect(ranAt - runAt.getTime()).toBeLessThan(2_000);
  });
});
