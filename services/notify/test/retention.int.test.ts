import { until } from '@chowk/testing';
import { startNotify, type NotifyFixture } from './fixture.ts';

const DAY_MS = 24 * 3600 * 1000;
let fixture: NotifyFixture;
beforeAll(async () => {
  fixture = await startNotify();
}, 60_000);
afterAll(async () => fixture.stop(), 60_000);

test('lines of an inbox go after NOTIFICATION_KEEP_DAYS, read or not, and not before', async () => {
  await fixture.replica({ RETENTION_SWEEP_MS: '50', NOTIFICATION_KEEP_DAYS: '10' });
  const rows = fixture.connection.collection<{ _id: string }>('notifications');
  const line = (id: string, days: number, readAt: Date | null) => ({
    _id: id,
    userId: id,
    seq: 1,
    readAt,
    createdAt: new Date(Date.now() - days * DAY_MS),
  });
  await rows.insertMany([
    line('old and read', 10.1, new Date()),
    line('old', 10.1, null),
    line('young', 9.9, null),
  ]);
  await until('the old lines are gone', async () => (await rows.countDocuments()) === 1);
  expect((await rows.findOne())?._id).toBe('young');
});
