import { setTimeout as sleep } from 'node:timers/promises';
import type { JobDocument } from '../src/persistence/job.model.ts';
import { startJobs } from '../test/fixture.ts';
import { callJob, recordJob } from '../test/jobs.ts';

/**
 * Jobs per second through one and two processes, both shapes of work, in alternating rounds on the stores of
 * the environment: `node bench/throughput.ts [jobs] [concurrency] [rounds]`. Each job inserts one row. The
 * clock runs from the moment all are due, with the processes waiting, until none is left. What the same two
 * writes cost in a bare transaction, as many at once, is measured beside it.
 */
const [count = 2_000, concurrency = 8, rounds = 5] = process.argv.slice(2).map(Number);
const app = await startJobs();
const rows = app.connection.collection<JobDocument>('jobs');

async function scheduleFarAhead(type: string): Promise<void> {
  const at = new Date(Date.now() + 3_600_000);
  await rows.insertMany(
    Array.from({ length: count }, (_, n) => ({
      _id: `${type}/k${n}`,
      jobId: `job_${n}`,
      type,
      key: `k${n}`,
      state: 'scheduled' as const,
      data: { n },
      runAt: at,
      dueAt: at,
      holder: null,
      attempts: 0,
      createdAt: new Date(),
    })),
  );
}

async function jobsPerSecond(type: string, processes: number): Promise<number> {
  await app.clear();
  await scheduleFarAhead(type);
  const env = { LEASE_MS: '30000', CONCURRENCY: String(concurrency) };
  await Promise.all(Array.from({ length: processes }, () => app.spawned(env)));
  await rows.updateMany({}, { $set: { dueAt: new Date() } });
  const startedAt = performance.now();
  while ((await rows.countDocuments({})) > 0) await sleep(25);
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function bareTransactionsPerSecond(): Promise<number> {
  await app.clear();
  await scheduleFarAhead(recordJob.type);
  const { outbox } = app.replica();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const key = `k${next++}`;
      await outbox.transact(async ({ session }) => {
        await app.effects.insertOne({ job: 'bare', key, jobId: key, attempt: 1, pid: 0 }, { session });
        await rows.deleteOne({ _id: `${recordJob.type}/${key}` }, { session });
      });
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (count / (performance.now() - startedAt)) * 1_000;
}

const figures = new Map<string, number[]>();
const add = (name: string, figure: number) => figures.set(name, [...(figures.get(name) ?? []), figure]);
for (let round = 0; round < rounds; round++) {
  add('bare transactions', await bareTransactionsPerSecond());
  for (const processes of [1, 2]) {
    add(`inTransaction, processes: ${processes}`, await jobsPerSecond(recordJob.type, processes));
    add(`run, processes: ${processes}`, await jobsPerSecond(callJob.type, processes));
  }
}
for (const [name, all] of figures) {
  const sorted = all.toSorted((a, b) => a - b).map(Math.round);
  const median = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(`${name}: median ${median} a second (${sorted.join(', ')})\n`);
}
await app.stop();
