import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import { testDatabase, until } from '@chowk/testing';
import { createProcessAdmin, isLive } from '../src/index.ts';
import { createTripCollections, openTrips, type Faults, type Trips, type TripSettings } from './trip.ts';

/** So rare that nothing here is found by it. */
const RARELY = 3_600_000;

let database: Awaited<ReturnType<typeof testDatabase>>;
const open: Trips[] = [];
const faults: Faults = new Map();

beforeEach(async () => {
  database = await testDatabase();
  await createTripCollections(database.connection);
});
afterEach(async () => {
  faults.clear();
  await Promise.all(open.splice(0).map(({ runner }) => runner.stop()));
  await database.drop();
});

async function openRunner(settings: Partial<TripSettings> = {}): Promise<Trips> {
  const trips = await openTrips(database.connection, { sweepMs: RARELY, ...settings, faults });
  open.push(trips);
  return trips;
}
const settled = (trips: Trips, id: string) =>
  until(`${id} is settled`, async () => {
    const process = await trips.processOf(id);
    return process && !isLive(process.state) && process;
  });

test('a runner with nothing to do asks the database for nothing, once it has looked for what was left', async () => {
  const trips = await openRunner({ leaseMs: 200 });
  let looks = 0;
  const { due } = trips.store;
  trips.store.due = (...query) => {
    looks += 1;
    return due(...query);
  };
  await sleep(1_500);
  expect(looks).toBe(1);
});

test('what a dead replica held is taken over at the end of its lease, by whoever has seen it', async () => {
  const dead = await openRunner({ leaseMs: 1_500 });
  await dead.abandon('left');
  const heir = await openRunner({ leaseMs: 300 });
  expect(await settled(heir, 'left')).toMatchObject({ state: 'completed' });
});

test('a long pause between two tries ends when it is over', async () => {
  const trips = await openRunner({ backoff: { firstMs: 1_300, maxMs: 1_300 }, leaseMs: 60_000 });
  faults.set('capture-money', { error: () => new AppError('UPSTREAM_UNAVAILABLE'), times: 1 });
  expect(await trips.begin('paused')).toBeUndefined();
  expect(await settled(trips, 'paused')).toMatchObject({
    ...{ state: 'completed', steps: { 'capture-money': { attempts: 1 } } },
  });
});

test('a deadline that nobody brings a signal for is kept', async () => {
  const trips = await openRunner({ visaMs: 700, leaseMs: 60_000 });
  await trips.begin('late', { visa: true });
  expect(await settled(trips, 'late')).toMatchObject({
    ...{ state: 'compensated', failure: { code: 'ORDER_FAILED' } },
  });
});

test('more than one runner works on at a time are all taken up, without a further look by the clock', async () => {
  const ids = Array.from({ length: 15 }, (_, n) => `many${n}`);
  const starter = await openRunner();
  for (const id of ids) await starter.abandon(id);
  await database.connection.collection('processes').updateMany({}, { $set: { dueAt: new Date(0) } });
  const trips = await openRunner({ sweepBatch: 4, leaseMs: 300 });
  for (const id of ids) expect(await settled(trips, id)).toMatchObject({ state: 'completed' });
});

test('a process that is told in the moment in which it goes to rest does not sleep through it, 20 times', async () => {
  const [one, other] = [await openRunner(), await openRunner()];
  for (let n = 0; n < 20; n++) {
    const id = `told${n}`;
    const begun = one.begin(id, { visa: true });
    await until('it is there', () => one.processOf(id));
    await sleep(n);
    await (n % 2 ? one : other).tell(id, 'visa', { granted: true });
    await begun;
    expect(await settled(one, id)).toMatchObject({ state: 'completed' });
  }
});

test('what an admin resumes is taken up at once, after the commit', async () => {
  const trips = await openRunner({ maxOutageMs: 50 });
  faults.set('capture-money', { error: () => new AppError('UPSTREAM_UNAVAILABLE') });
  expect((await trips.begin('stuck'))?.process.state).toBe('needs-attention');
  faults.clear();
  const admin = createProcessAdmin({ store: trips.store, onResumed: () => trips.runner.wake() });
  await trips.transact((tx) => admin.resume('trip:stuck', tx));
  expect(await settled(trips, 'stuck')).toMatchObject({ state: 'completed' });
});
