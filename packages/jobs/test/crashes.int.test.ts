import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@chowk/testing';
import { startJobs, type JobsFixture, type Replica } from './fixture.ts';
import { callJob, handlersOn, recordJob, slowCallJob, slowRecordJob } from './jobs.ts';

jest.setTimeout(60_000);

/** The longer sweep: each failpoint again and again. */
const ROUNDS = process.env.CHAOS === '1' ? 10 : 1;
const POINTS = ['claimed', 'before-done', 'done'];

let app: JobsFixture;
beforeAll(async () => {
  app = await startJobs();
});
afterEach(() => app.clear());
afterAll(() => app.stop());

const jobs = () => app.connection.collection('jobs');

describe('of two replicas that are killed between due and done', () => {
  let keys: string[];
  const scheduleMore = ({ outbox }: Replica) =>
    outbox.transact(async (tx) => {
      for (let n = 0; n < 10; n++) {
        const key = `k${keys.length}`;
        keys.push(key);
        tx.schedule({ job: recordJob, key, data: { n } });
        tx.schedule({ job: callJob, key, data: { n } });
      }
    });

  /** Starts a replica that dies at its third pass of the point, and gives it work until it has. */
  async function killAt(point: string, scheduling: Replica): Promise<void> {
    const child = await app.spawned({ CHOWK_FAILPOINTS: `${point}=kill@3` });
    const died = once(child, 'exit');
    while (child.signalCode === null) {
      await scheduleMore(scheduling);
      await Promise.race([died, sleep(500)]);
    }
    expect(child.signalCode).toBe('SIGKILL');
  }

  test(
    'each job runs at least once, and its effect in the transaction exactly once',
    async () => {
      keys = [];
      const scheduling = app.replica();
      const dieAtEach = async (type: string) => {
        for (let round = 0; round < ROUNDS; round++)
          for (const point of POINTS) await killAt(`jobs.${type}.${point}`, scheduling);
      };
      await Promise.all([dieAtEach('test.record'), dieAtEach('test.call')]);

      app.started(handlersOn(app.connection));
      await until('all are done', async () => (await jobs().countDocuments()) === 0, 20_000, 100);
      const counts = async (job: string) => {
        const rows = await app.effects.find({ job }).toArray();
        const groups = Map.groupBy(rows, ({ key }) => key);
        return keys.map((key) => groups.get(key)?.length ?? 0);
      };
      expect((await counts('record')).filter((count) => count !== 1)).toEqual([]);
      const calls = await counts('call');
      expect(calls.filter((count) => count < 1)).toEqual([]);
      // Whoever was killed between the call and its end left a job that is called again.
      expect(calls.filter((count) => count > 1).length).toBeGreaterThan(0);
      expect(await app.admin.count()).toEqual({});
    },
    60_000 * ROUNDS,
  );
});

test('a job whose processes all die over it needs attention in the end', async () => {
  const scheduling = app.replica();
  await scheduling.outbox.transact(async (tx) =>
    tx.schedule({ job: recordJob, key: 'deadly', data: { n: 1 } }),
  );
  // As nine tries before have left it.
  await jobs().updateOne({ key: 'deadly' }, { $set: { attempts: 9 } });
  const child = await app.spawned({ CHOWK_FAILPOINTS: 'jobs.test.record.before-done=kill', LEASE_MS: '500' });
  if (child.signalCode === null) await once(child, 'exit');
  app.started(handlersOn(app.connection));
  await until('it is parked', async () => (await app.admin.count())['test.record'] === 1);
  expect(await app.effects.countDocuments()).toBe(0);
  const [parked] = await app.admin.list({ limit: 1 });
  expect(parked?.error).toBe('no try came to its end: the processes died or hung');
});

describe('the lease of a frozen replica is taken over', () => {
  async function frozenOver(job: typeof slowCallJob | typeof slowRecordJob): Promise<ChildProcess> {
    const frozen = await app.spawned();
    const { outbox } = app.replica();
    await outbox.transact(async (tx) => tx.schedule({ job, key: 'k', data: { ms: 600 } }));
    await until('it has begun', async () => (await app.stored(job.type, 'k'))?.attempts === 1);
    await sleep(200);
    frozen.kill('SIGSTOP');
    app.started(handlersOn(app.connection), { pollMaxMs: 200 });
    await until('another replica has done it', async () => (await jobs().countDocuments()) === 0);
    return frozen;
  }

  test('what it does in its transaction after it thaws is undone', async () => {
    const frozen = await frozenOver(slowRecordJob);
    frozen.kill('SIGCONT');
    await sleep(1_500);
    expect((await app.effects.find().toArray()).map(({ pid, attempt }) => [pid, attempt])).toEqual([
      [process.pid, 2],
    ]);
  });

  test('when it thaws it does not end the job that was scheduled since', async () => {
    const frozen = await frozenOver(slowCallJob);
    const { outbox } = app.replica();
    const runAt = new Date(Date.now() + 3_600_000);
    await outbox.transact(async (tx) => tx.schedule({ job: slowCallJob, key: 'k', runAt, data: { ms: 1 } }));
    frozen.kill('SIGCONT');
    await sleep(1_500);
    expect(await app.stored('test.slow-call', 'k')).toMatchObject({ runAt, dueAt: runAt, attempts: 0 });
    expect((await app.effects.find().sort({ attempt: 1 }).toArray()).map(({ pid }) => pid)).toEqual([
      frozen.pid,
      process.pid,
    ]);
  });
});
