import { quietLogger, testDatabase } from '@chowk/testing';
import { Schema } from 'mongoose';
import { retentionTask } from '../src/retention.ts';

const DAY_MS = 24 * 3600 * 1000;
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

test('what is older than its rule says goes, in batches; what is younger, or not meant, stays', async () => {
  const schema = new Schema(
    { _id: String, at: Date, state: String },
    { collection: 'papers', autoIndex: false },
  );
  const papers = database.connection.model('Paper', schema);
  const row = (id: string, days: number, state: string) => ({ _id: id, at: daysAgo(days), state });
  const old = Array.from({ length: 1_100 }, (_, i) => row(`old_${i}`, 31, 'failed'));
  await papers.insertMany([...old, row('young', 29, 'failed'), row('sold', 400, 'sold'), { _id: 'undated' }]);

  const rules = [{ model: papers, field: 'at', where: { state: 'failed' }, keepDays: 30 }];
  const { run } = retentionTask(rules, { everyMs: 1_000, logger: quietLogger() });
  await run(new AbortController().signal);
  expect((await papers.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)).toEqual([
    'sold',
    'undated',
    'young',
  ]);
  await run(new AbortController().signal);
  expect(await papers.countDocuments()).toBe(3);
});

test('a run that is told to stop deletes nothing more', async () => {
  const schema = new Schema({ _id: String, at: Date }, { collection: 'leaves', autoIndex: false });
  const leaves = database.connection.model('Leaf', schema);
  await leaves.create({ _id: 'old', at: daysAgo(2) });
  const { run } = retentionTask([{ model: leaves, field: 'at', keepDays: 1 }], {
    everyMs: 1_000,
    logger: quietLogger(),
  });
  await run(AbortSignal.abort());
  expect(await leaves.countDocuments()).toBe(1);
});
