import { until } from '@chowk/testing';
import { handleJob, type HandledJob } from '../src/index.ts';
import { startJobs, type JobsFixture, type Replica } from './fixture.ts';
import { poison, schedulePoison } from './poison.ts';

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

const jobs = () => app.connection.collection('jobs');
const attention = (count: number) =>
  until(`${count} need attention`, async () => (await app.admin.count())['test.poison'] === count);

describe('jobs that need attention', () => {
  let broken: boolean;
  let replica: Replica;
  const failing: HandledJob = handleJob(poison, {
    run: async () => (broken ? Promise.reject(new Error('no')) : undefined),
  });
  beforeEach(async () => {
    broken = true;
    replica = app.started([failing], { pollMaxMs: 200 });
    await schedulePoison(replica, 7);
    await attention(7);
  });

  test('are listed page by page, the last parked first, each once', async () => {
    const keys: string[] = [];
    const times: number[] = [];
    for (let after: readonly [number, string] | undefined; ;) {
      const page = await app.admin.list({ limit: 3, type: 'test.poison', ...(after && { after }) });
      keys.push(...page.map(({ key }) => key));
      times.push(...page.map(({ parkedAt }) => parkedAt.getTime()));
      const last = page.at(-1);
      if (!last) break;
      after = [last.parkedAt.getTime(), last.jobId];
    }
    expect(keys.toSorted()).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(await app.admin.list({ limit: 3, type: 'test.other' })).toEqual([]);
  });

  test('are replayed one by one or by type, with all their tries before them', async () => {
    const [one] = await app.admin.list({ limit: 1 });
    expect(await app.admin.replay({ jobId: one!.jobId })).toBe(1);
    await until(
      'its tries failed again',
      async () => (await app.admin.list({ limit: 1 }))[0]?.jobId === one!.jobId,
    );
    expect(await app.admin.count()).toEqual({ 'test.poison': 7 });
    broken = false;
    expect(await app.admin.replay({ jobId: 'job_other' })).toBe(0);
    expect(await app.admin.replay({ type: 'test.poison' })).toBe(7);
    await until('all are done', async () => (await jobs().countDocuments()) === 0);
    expect(await app.admin.count()).toEqual({});
  });

  test('are discarded one by one or by type; what is only scheduled stays', async () => {
    const [one] = await app.admin.list({ limit: 1 });
    const runAt = new Date(Date.now() + 60_000);
    await replica.outbox.transact(async (tx) =>
      tx.schedule({ job: poison, key: 'later', runAt, data: { n: 1 } }),
    );
    expect(await app.admin.discard({ jobId: one!.jobId })).toBe(1);
    expect(await app.admin.discard({ type: 'test.poison' })).toBe(6);
    expect((await jobs().find().toArray()).map(({ key }) => key)).toEqual(['later']);
  });
});
