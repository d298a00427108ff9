import { until } from '@chowk/testing';
import { startNfcQr, type NfcQr } from './fixture.ts';

const DAY_MS = 24 * 3600 * 1000;
let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr({
    env: { RETENTION_SWEEP_MS: '50', SCAN_KEEP_DAYS: '10', OWNER_ACCESS_KEEP_DAYS: '20' },
  });
});
afterAll(() => service.stop());

test.each([
  ['scans', 10],
  ['owner_accesses', 20],
])('%s go after %d days, and not before', async (collection, days) => {
  const rows = service.database.connection.collection<{ _id: string; at: Date }>(collection);
  const at = (age: number) => new Date(Date.now() - age * DAY_MS);
  await rows.insertMany([
    { _id: 'old', at: at(days + 0.1) },
    { _id: 'young', at: at(days - 0.1) },
  ]);
  await until('the old one is gone', async () => (await rows.countDocuments()) === 1);
  expect((await rows.findOne())?._id).toBe('young');
});
