import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@chowk/testing';
import type { JobDocument } from '../src/persistence/job.model.ts';
import { createJobRepository } from '../src/persistence/job.repository.ts';
import { startJobs, type JobsFixture } from './fixture.ts';
import { handlersOn, recordJob } from './jobs.ts';

/** A million in the longer form, which takes a minute. */
const LONG = process.env.CHAOS === '1';
const MANY = LONG ? 1_000_000 : 20_000;
const BATCH = 10_000;
jest.setTimeout(300_000);

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

async function scheduleFarAhead(count: number): Promise<void> {
  const rows = app.connection.collection<JobDocument>('jobs');
  const inAnHour = Date.now() + 3_600_000;
  for (let from = 0; from < count; from += BATCH)
    await rows.insertMany(
      Array.from({ length: Math.min(BATCH, count - from) }, (_, n) => {
        const at = new Date(inAnHour + (from + n) * 1_000);
        const key = `far-${from + n}`;
        return {
          _id: `test.record/${key}`,
          jobId: `job_${key}`,
          type: 'test.record',
          key,
          state: 'scheduled' as const,
          data: { n },
          runAt: at,
          dueAt: at,
          holder: null,
          attempts: 0,
          createdAt: new Date(),
        };
      }),
      { ordered: false },
    );
}

/** Median ms of what an idle queue does at each look. */
async function msPerLook(): Promise<number> {
  const repository = createJobRepository(app.connection);
  const times: number[] = [];
  for (let n = 0; n < 60; n++) {
    const startedAt = performance.now();
    const now = new Date();
    expect(await repository.findDue(now, 16)).toEqual([]);
    expect(await repository.nextDueAt(now, new Date(now.getTime() + 5_000))).toBeUndefined();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[30]!;
}

/** ms of processor time that a process with a started queue, an outbox and nothing to do uses in a second. */
async function cpuMsPerSecond(): Promise<number> {
  const replica = app.started(handlersOn(app.connection), { pollMaxMs: 5_000 });
  await sleep(1_000);
  const before = process.cpuUsage();
  await sleep(20_000);
  const { user, system } = process.cpuUsage(before);
  await replica.stop();
  return (user + system) / 1_000 / 20;
}

test(`${MANY} jobs far ahead do not make the looks of an idle queue dearer`, async () => {
  await msPerLook();
  const without = await msPerLook();
  const cpuWithout = LONG ? await cpuMsPerSecond() : 0;
  await scheduleFarAhead(MANY);
  const withMany = await msPerLook();
  if (LONG) {
    const cpu = await cpuMsPerSecond();
    process.stderr.write(
      `a look: ${without.toFixed(2)} ms at 0 jobs, ${withMany.toFixed(2)} ms at ${MANY}; ` +
        `a second: ${cpuWithout.toFixed(2)} ms of processor time, ${cpu.toFixed(2)} ms\n`,
    );
  }
  // Reading or sorting them would take many times that.
  expect(withMany).toBeLessThan(3 * without + 2);
});

test('among them a job that is due now runs at once', async () => {
  await scheduleFarAhead(MANY);
  const { outbox } = app.started(handlersOn(app.connection), { pollMaxMs: 60_000 });
  await sleep(100);
  await outbox.transact(async (tx) => tx.schedule({ job: recordJob, key: 'now', data: { n: 1 } }));
  await until('it has run', async () => (await app.effects.countDocuments({ key: 'now' })) === 1, 2_000);
});
