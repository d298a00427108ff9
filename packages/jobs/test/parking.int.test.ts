import { Outbox } from '@chowk/messaging';
import { listenToEvents, quietLogger, until, type EventLog } from '@chowk/testing';
import { createJobQueue, handleJob, type JobQueue } from '../src/index.ts';
import { startJobs, type JobsFixture } from './fixture.ts';
import { poison, schedulePoison } from './poison.ts';

let app: JobsFixture;
let events: EventLog;
let outbox: Outbox;
let queue: JobQueue;
let told = 0;

beforeAll(async () => {
  app = await startJobs();
  events = await listenToEvents(app.prefix);
  const { connection, bus } = app;
  outbox = new Outbox({ connection, bus, source: 'test', logger: quietLogger() });
  queue = createJobQueue({
    ...{ connection, outbox, logger: quietLogger() },
    settings: { leaseMs: 300, pollMaxMs: 100 },
    onParked(job, tx) {
      told += 1;
      const { jobId, parkedAt } = job;
      const fact = { service: 'test', kind: 'job', id: jobId, title: 'x', since: parkedAt.toISOString() };
      tx.emit('attentionRaised', jobId, fact);
      if (told === 1) throw new Error('cannot tell');
    },
  });
  queue.register([handleJob(poison, { run: async () => Promise.reject(new Error('no')) })]);
  queue.start();
});
afterAll(async () => {
  await queue.stop();
  await outbox.stop();
  await events.stop();
  await app.stop();
});

test('a job is parked with what is said of it or not at all: said once, though it failed the first time', async () => {
  await schedulePoison({ outbox, queue, parked: [], stop: async () => undefined }, 1);
  const [parked] = await until('it is parked', async () => {
    const found = await app.admin.list({ limit: 2, order: 'longest waiting first' });
    return found.length > 0 && found;
  });
  expect(told).toBe(2);
  await until('it is said', () => events.of('attentionRaised').length > 0);
  expect(events.of('attentionRaised').map(({ data }) => [data.id, data.since])).toEqual([
    [parked!.jobId, parked!.parkedAt.toISOString()],
  ]);
});
