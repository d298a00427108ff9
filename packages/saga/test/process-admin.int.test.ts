import { AppError } from '@chowk/contracts/errors';
import { createLogger } from '@chowk/runtime/log';
import { testDatabase, until } from '@chowk/testing';
import { createProcessAdmin, type ProcessAdmin } from '../src/index.ts';
import { createTripCollections, openTrips, type Faults, type Trips } from './trip.ts';

const REFUSAL = () => new AppError('REFUND_EXCEEDS_CAPTURED');

let database: Awaited<ReturnType<typeof testDatabase>>;
let trips: Trips;
let admin: ProcessAdmin;
const faults: Faults = new Map();
const lines: Array<Record<string, unknown>> = [];

beforeAll(async () => {
  database = await testDatabase();
  await createTripCollections(database.connection);
  const destination = { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger({ service: 'test', level: 'error', pretty: false, destination });
  trips = await openTrips(database.connection, { faults, logger });
  admin = createProcessAdmin(trips);
});
afterEach(() => faults.clear());
afterAll(async () => {
  await trips.runner.stop();
  await database.drop();
});

/** A refund whose money is refused, and whose seat is not. */
async function parked(id: string): Promise<void> {
  faults.set('pay-back', { error: REFUSAL });
  await trips.begin(id);
  await trips.transact((tx) => trips.runner.schedule(trips.refund, { subject: id, data: {} }, tx));
  await until(
    'it is parked',
    async () => (await trips.store.find(`refund:${id}`))?.state === 'needs-attention',
  );
}
const refundOf = (id: string) => trips.store.find(`refund:${id}`);

test('what is refused for good on a way without return needs attention: what stands beside it is done, the sweep lets it be', async () => {
  await parked('p1');
  expect(await refundOf('p1')).toMatchObject({
    holder: null,
    steps: {
      'pay-back': { state: 'parked', attempts: 3, refusals: 3, failure: { code: 'REFUND_EXCEEDS_CAPTURED' } },
      'free-seat': { state: 'done' },
    },
  });
  expect(await trips.callsOf('p1')).toMatchObject({ 'free-seat': 1 });
  const due = await trips.store.due(['refund'], new Date(Date.now() + 3_600_000), 100);
  expect(due).toEqual([]);
  const logged = lines.filter(({ msg }) => msg === 'process needs attention');
  expect(logged).toMatchObject([
    {
      level: 'error',
      process: 'refund:p1',
      reasons: [{ step: 'pay-back', reason: 'REFUND_EXCEEDS_CAPTURED' }],
    },
  ]);
});

test('so does a compensation, in the transaction of the hook; the others are done', async () => {
  faults.set('hold-money', { error: () => new AppError('INSUFFICIENT_FUNDS') });
  faults.set('release-money', { error: REFUSAL });
  const outcome = await trips.begin('p2');
  expect(outcome?.process).toMatchObject({
    state: 'needs-attention',
    failure: { code: 'INSUFFICIENT_FUNDS' },
    steps: { 'release-money': { state: 'parked' }, 'cancel-hotel': { state: 'done' } },
  });
  expect(await trips.trips.findOne({ _id: 'p2' })).toMatchObject({ status: 'cancelled', attention: 1 });
});

test('they are listed, longest waiting first and page by page, and counted by type', async () => {
  for (const id of ['p3', 'p4']) await parked(id);
  const seen: string[] = [];
  let after: Parameters<ProcessAdmin['list']>[0]['after'];
  for (;;) {
    const page = await admin.list({ limit: 2, after });
    seen.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (!last) break;
    after = { at: last.attentionAt!, id: last.id };
  }
  expect(seen).toEqual(['refund:p1', 'trip:p2', 'refund:p3', 'refund:p4']);
  expect((await admin.list({ type: 'trip', limit: 10 })).map(({ id }) => id)).toEqual(['trip:p2']);
  expect(await admin.count()).toEqual([
    { type: 'refund', count: 3 },
    { type: 'trip', count: 1 },
  ]);
});

test('one that is resumed is tried again with all its tries before it, and only what was parked', async () => {
  faults.set('pay-back', { error: REFUSAL, times: 2 });
  expect(await admin.resume('refund:p1')).toMatchObject({ state: 'running' });
  await until('it is over', async () => (await refundOf('p1'))?.state === 'completed');
  expect(await trips.callsOf('p1')).toMatchObject({ 'pay-back': 1, 'free-seat': 1 });
  await admin.resume('trip:p2');
  const process = await until('it is over', async () => {
    const found = await trips.processOf('p2');
    return found?.state === 'compensated' && found;
  });
  expect(process).not.toHaveProperty('attentionAt');
  expect(await trips.callsOf('p2')).toMatchObject({ 'release-money': 1, 'cancel-hotel': 1 });
});

test('one that is abandoned is over as it is, with who did so and why', async () => {
  const by = { note: 'paid out by hand, ticket 4711', by: 'usr_admin' };
  expect(await admin.abandon('refund:p3', by)).toMatchObject({ state: 'abandoned', abandoned: by });
  expect(await refundOf('p3')).toMatchObject({ state: 'abandoned', abandoned: by });
  expect(await trips.callsOf('p3')).not.toHaveProperty('pay-back');
  expect(await admin.count()).toEqual([{ type: 'refund', count: 1 }]);
});

test('what needs no attention cannot be resumed, and of those who resume one at once, one does', async () => {
  await expect(admin.resume('refund:p3')).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION' });
  await expect(admin.abandon('refund:p1', { note: 'x', by: 'y' })).rejects.toMatchObject({
    code: 'ILLEGAL_TRANSITION',
  });
  await expect(admin.resume('refund:nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => admin.resume('refund:p4')));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await until('it is over', async () => (await refundOf('p4'))?.state === 'completed');
});

test('a process that needs attention is told what happens meanwhile, and sleeps on', async () => {
  faults.set('capture-money', { error: REFUSAL });
  faults.set('refund-money', { error: REFUSAL });
  faults.set('release-money', { error: REFUSAL });
  await trips.begin('p5');
  expect(await trips.tell('p5', 'called-off')).toMatchObject({
    kind: 'late',
    process: { state: 'needs-attention' },
  });
  faults.clear();
  faults.set('print-ticket', { error: () => new TypeError('a bug') });
  const stuck = await openTrips(database.connection, { faults, maxOutageMs: 50 });
  await stuck.begin('p6');
  expect(await stuck.tell('p6', 'called-off')).toEqual({ kind: 'told' });
  expect(await stuck.processOf('p6')).toMatchObject({
    state: 'needs-attention',
    signals: [{ name: 'called-off' }],
  });
  faults.clear();
  await admin.resume('trip:p6');
  await until('it is undone', async () => (await refundOf('p6'))?.state === 'completed');
  await stuck.runner.stop();
});
