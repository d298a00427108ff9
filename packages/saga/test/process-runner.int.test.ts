import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import { testDatabase, until } from '@chowk/testing';
import { isLive, type Process } from '../src/index.ts';
import { createTripCollections, openTrips, type Faults, type Trips, type TripSettings } from './trip.ts';

const OUTAGE = () => new AppError('UPSTREAM_UNAVAILABLE');
const REFUSAL = () => new AppError('OUT_OF_STOCK');

let database: Awaited<ReturnType<typeof testDatabase>>;
const open: Trips[] = [];
const faults: Faults = new Map();

beforeAll(async () => {
  database = await testDatabase();
  await createTripCollections(database.connection);
});
afterEach(async () => {
  faults.clear();
  await Promise.all(open.splice(0).map(({ runner }) => runner.stop()));
});
afterAll(() => database.drop());

async function openRunner(settings: Partial<TripSettings> = {}): Promise<Trips> {
  const trips = await openTrips(database.connection, { ...settings, faults });
  open.push(trips);
  return trips;
}
let count = 0;
const newTrip = (): string => `t${++count}`;
const settled = (trips: Trips, id: string): Promise<Process> =>
  until(`${id} is settled`, async () => {
    const process = await trips.processOf(id);
    return process && !isLive(process.state) && process;
  });

describe('a process', () => {
  test('goes through its steps, and is gone from the sweep', async () => {
    const trips = await openRunner();
    const id = newTrip();
    const outcome = await trips.begin(id);
    expect(outcome?.process).toMatchObject({ state: 'completed', holder: null });
    expect(outcome?.subject).toMatchObject({ status: 'confirmed' });
    expect(await trips.processOf(id)).toEqual(outcome?.process);
    expect(await trips.callsOf(id)).toEqual({
      ...{ 'book-hotel': 1, 'hold-money': 1, 'capture-money': 1, 'print-ticket': 1 },
    });
    const stored = await database.connection.collection('processes').findOne({ _id: `trip:${id}` as never });
    expect(stored).toMatchObject({ live: false, expiresAt: expect.any(Date) });
  });

  test('is started once for a subject, with its cause or not at all', async () => {
    const trips = await openRunner();
    const id = newTrip();
    await trips.begin(id);
    const again = trips.transact((tx) => trips.runner.start(trips.trip, { subject: id, data: {} }, tx));
    await expect(again).rejects.toMatchObject({ code: 11000 });
    const failing = trips.transact(async (tx) => {
      await trips.runner.start(trips.trip, { subject: 'never', data: {} }, tx);
      throw new Error('its cause fails');
    });
    await expect(failing).rejects.toThrow('its cause fails');
    expect(await trips.processOf('never')).toBeUndefined();
  });

  test('is driven once, however many ask for it', async () => {
    const trips = await openRunner();
    const id = newTrip();
    faults.set('book-hotel', { slowMs: 100 });
    const first = trips.begin(id);
    await until('it has begun', () => trips.processOf(id));
    const others = await Promise.all(Array.from({ length: 10 }, () => trips.runner.takeOver(trips.trip, id)));
    expect(new Set([await first, ...others])).toEqual(new Set([await first]));
    expect(await trips.callsOf(id)).toMatchObject({ 'book-hotel': 1 });
  });

  test('keeps its lease while a step takes longer than that', async () => {
    const [slow, other] = [await openRunner({ leaseMs: 200 }), await openRunner({ leaseMs: 200 })];
    const id = newTrip();
    faults.set('book-hotel', { slowMs: 700 });
    await slow.begin(id);
    expect(await other.callsOf(id)).toMatchObject({ 'book-hotel': 1, 'hold-money': 1 });
  });

  test('of many on two replicas, none of which has a holder, each runs to its end with each effect once', async () => {
    const ids = Array.from({ length: 40 }, newTrip);
    const starter = await openRunner({ sweepMs: 3_600_000 });
    await Promise.all(ids.map((id) => starter.abandon(id)));
    await starter.runner.stop();
    await database.connection
      .collection<{ _id: string; dueAt: Date }>('processes')
      .updateMany({ _id: { $in: ids.map((id) => `trip:${id}`) } }, { $set: { dueAt: new Date(0) } });
    const [one] = await Promise.all([openRunner({ sweepBatch: 8 }), openRunner({ sweepBatch: 8 })]);
    for (const id of ids) {
      expect(await settled(one, id)).toMatchObject({ state: 'completed' });
      expect(Object.values(await one.callsOf(id))).toEqual([1, 1, 1, 1]);
      expect(await one.trips.findOne({ _id: id })).toMatchObject({ confirmed: 1, cancelled: 0 });
    }
  });

  test('whose record meets a newer version starts again from what is stored', async () => {
    const trips = await openRunner();
    const id = newTrip();
    faults.set('hold-money', { slowMs: 150 });
    const over = trips.begin(id);
    await until('its first step is recorded', async () => (await trips.processOf(id))?.steps['book-hotel']);
    expect(await trips.tell(id, 'weather')).toEqual({ kind: 'told' });
    expect((await over)?.process).toMatchObject({ state: 'completed', signals: [{ name: 'weather' }] });
    expect(await trips.trips.findOne({ _id: id })).toMatchObject({ confirmed: 1 });
  });
});

describe('an outage', () => {
  test('before the commit point is waited out while there is patience', async () => {
    const trips = await openRunner({ budgetMs: 5_000 });
    const id = newTrip();
    faults.set('hold-money', { error: OUTAGE, times: 3 });
    expect((await trips.begin(id))?.process).toMatchObject({
      ...{ state: 'completed', steps: { 'hold-money': { state: 'done', attempts: 3, refusals: 0 } } },
    });
  });

  test('before the commit point turns the process back when the patience is over', async () => {
    const trips = await openRunner({ budgetMs: 100 });
    const id = newTrip();
    faults.set('hold-money', { error: OUTAGE });
    const outcome = await trips.begin(id);
    expect(outcome?.process).toMatchObject({
      state: 'compensated',
      failure: { code: 'UPSTREAM_UNAVAILABLE', refused: false },
      steps: { 'cancel-hotel': { state: 'done' }, 'release-money': { state: 'done' } },
    });
    expect(outcome?.subject).toMatchObject({ status: 'cancelled', cancelled: 1 });
  });

  test('after the commit point is waited out however long that patience was', async () => {
    const trips = await openRunner({ budgetMs: 0 });
    const id = newTrip();
    faults.set('capture-money', { error: OUTAGE, times: 8 });
    expect((await trips.begin(id))?.process.state).toBe('completed');
  });

  test('that never ends needs attention once it is too long', async () => {
    const trips = await openRunner({ maxOutageMs: 150 });
    const id = newTrip();
    faults.set('capture-money', { error: OUTAGE });
    expect((await trips.begin(id))?.process).toMatchObject({
      state: 'needs-attention',
      steps: { 'capture-money': { state: 'parked' }, 'print-ticket': { state: 'done' } },
    });
  });

  test('keeps no other compensation from being done and recorded', async () => {
    const trips = await openRunner({ budgetMs: 0 });
    const id = newTrip();
    faults.set('hold-money', { error: REFUSAL });
    faults.set('release-money', { slowMs: 1_500, error: OUTAGE, times: 1 });
    const began = performance.now();
    const over = trips.begin(id);
    const early = await until('the hotel is cancelled', async () => {
      const process = await trips.processOf(id);
      return process?.steps['cancel-hotel']?.state === 'done' && process;
    });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(early).toMatchObject({ state: 'compensating', steps: { 'release-money': { state: 'pending' } } });
    faults.delete('release-money');
    expect((await over)?.process).toMatchObject({ state: 'compensated' });
  });

  test('of turning back itself is tried again', async () => {
    const trips = await openRunner();
    const id = newTrip();
    faults.set('hold-money', { error: REFUSAL });
    faults.set('turn-back', { error: OUTAGE, times: 2 });
    expect((await trips.begin(id))?.process).toMatchObject({
      ...{ state: 'compensated', steps: { 'turn-back': { attempts: 2 } } },
    });
    expect(await trips.trips.findOne({ _id: id })).toMatchObject({ status: 'cancelled', cancelled: 1 });
  });
});

describe('a stage side by side', () => {
  test('turns back only when each of its steps has an answer, and takes back what was done', async () => {
    const trips = await openRunner();
    const id = newTrip();
    faults.set('print-ticket', { error: REFUSAL });
    faults.set('capture-money', { error: OUTAGE, times: 3 });
    expect((await trips.begin(id))?.process).toMatchObject({
      state: 'compensated',
      failure: { code: 'OUT_OF_STOCK', refused: true },
      steps: { 'capture-money': { state: 'done', attempts: 3 }, 'refund-money': { state: 'done' } },
    });
    expect(await trips.callsOf(id)).not.toHaveProperty('release-money');
  });

  test('repeats only the step that failed', async () => {
    const trips = await openRunner();
    const id = newTrip();
    faults.set('capture-money', { error: OUTAGE, times: 4 });
    await trips.begin(id);
    expect(await trips.callsOf(id)).toMatchObject({ 'print-ticket': 1, 'capture-money': 1 });
  });
});

describe('a stop', () => {
  test('is at once while a process rests between two tries, and leaves it to others at once', async () => {
    const [one, other] = [
      await openRunner({ backoff: { firstMs: 900, maxMs: 900 }, leaseMs: 30_000 }),
      await openRunner(),
    ];
    const id = newTrip();
    faults.set('capture-money', { error: OUTAGE, times: 1 });
    const over = one.begin(id);
    await until('it rests', async () => (await one.processOf(id))?.steps['capture-money']?.attempts === 1);
    const began = performance.now();
    await one.runner.stop();
    expect(performance.now() - began).toBeLessThan(300);
    expect(await over).toBeUndefined();
    expect(await settled(other, id)).toMatchObject({ state: 'completed' });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('lets the step under way end and be recorded, and takes up nothing more', async () => {
    const one = await openRunner({ leaseMs: 30_000 });
    const id = newTrip();
    faults.set('book-hotel', { slowMs: 200 });
    const over = one.begin(id);
    await until('it has begun', () => one.processOf(id));
    await one.runner.stop();
    expect(await over).toBeUndefined();
    expect(await one.processOf(id)).toMatchObject({
      state: 'running',
      holder: null,
      steps: { 'book-hotel': { state: 'done' } },
    });
    expect(await one.callsOf(id)).toEqual({ 'book-hotel': 1 });
    expect(await one.runner.takeOver(one.trip, id)).toBeUndefined();
    expect(await settled(await openRunner(), id)).toMatchObject({ state: 'completed' });
  });
});

describe('a waiting step', () => {
  const VISA: { visa: boolean } = { visa: true };
  const waiting = (trips: Trips, id: string) =>
    until('it waits', async () => (await trips.processOf(id))?.state === 'waiting');

  test('waits for its signal without being held, and goes on with it at once', async () => {
    const trips = await openRunner({ sweepMs: 3_600_000 });
    const id = newTrip();
    expect(await trips.begin(id, VISA)).toBeUndefined();
    expect(await trips.processOf(id)).toMatchObject({ state: 'waiting', holder: null });
    expect(await trips.tell(id, 'visa', { granted: true })).toEqual({ kind: 'told' });
    expect(await settled(trips, id)).toMatchObject({ state: 'completed', data: { visa: false } });
  });

  test('finds a signal that came before it', async () => {
    const trips = await openRunner();
    const id = newTrip();
    await trips.abandon(id, VISA);
    await trips.tell(id, 'visa', { granted: true });
    await trips.store.renew(`trip:${id}`, (await trips.processOf(id))!.holder!, new Date(0));
    expect(await settled(trips, id)).toMatchObject({ state: 'completed' });
  });

  test('can be refused by its signal', async () => {
    const trips = await openRunner();
    const id = newTrip();
    await trips.begin(id, VISA);
    await trips.tell(id, 'visa', { granted: false });
    expect(await settled(trips, id)).toMatchObject({
      state: 'compensated',
      failure: { code: 'PAYMENT_CLOSED', refused: true },
    });
  });

  test('is not ended by another signal', async () => {
    const trips = await openRunner();
    const id = newTrip();
    await trips.begin(id, VISA);
    await trips.tell(id, 'weather');
    await until(
      'it has looked again',
      async () => (await trips.processOf(id))?.steps['await-visa']?.signalsSeen === 1,
    );
    await waiting(trips, id);
    await trips.tell(id, 'visa', { granted: true });
    expect(await settled(trips, id)).toMatchObject({ state: 'completed' });
  });

  test('turns back at its deadline; a later signal is handed over, in the transaction that brings it', async () => {
    const trips = await openRunner({ visaMs: 200 });
    const id = newTrip();
    await trips.begin(id, VISA);
    expect(await settled(trips, id)).toMatchObject({
      state: 'compensated',
      failure: { code: 'ORDER_FAILED', refused: true },
    });
    const told = await trips.tell(id, 'visa', { granted: true });
    expect(told).toMatchObject({ kind: 'late', process: { state: 'compensated' } });
    expect(await trips.trips.findOne({ _id: id })).toMatchObject({
      confirmed: 0,
      cancelled: 1,
      late: ['visa'],
    });
    const failing = trips.transact(async (tx) => {
      await trips.runner.resume('trip', id, { name: 'visa' }, tx);
      throw new Error('the consumer fails');
    });
    await expect(failing).rejects.toThrow('the consumer fails');
    expect(await trips.trips.findOne({ _id: id })).toMatchObject({ late: ['visa'] });
  });

  test('has its patience anew after a long wait', async () => {
    const trips = await openRunner({ budgetMs: 400 });
    const id = newTrip();
    await trips.begin(id, VISA);
    await sleep(500);
    await trips.tell(id, 'visa', { granted: true });
    const process = await settled(trips, id);
    expect(process.retryDeadline!.getTime() - process.createdAt.getTime()).toBeGreaterThan(800);
  });

  test('is told nothing by a consumer that fails, and a process that is not there is unknown', async () => {
    const trips = await openRunner();
    const id = newTrip();
    await trips.begin(id, VISA);
    const failing = trips.transact(async (tx) => {
      await trips.runner.resume('trip', id, { name: 'visa', data: { granted: true } }, tx);
      throw new Error('the consumer fails');
    });
    await expect(failing).rejects.toThrow('the consumer fails');
    await sleep(100);
    expect(await trips.processOf(id)).toMatchObject({ state: 'waiting', signals: [] });
    expect(await trips.tell('nowhere', 'visa')).toEqual({ kind: 'unknown' });
    await expect(
      trips.transact((tx) => trips.runner.resume('voyage', id, { name: 'visa' }, tx)),
    ).rejects.toThrow('there is no process voyage');
  });

  test('bears fifty signals', async () => {
    const trips = await openRunner({ sweepMs: 3_600_000 });
    const id = newTrip();
    await trips.abandon(id, VISA);
    for (let n = 0; n < 50; n++) await trips.tell(id, 'weather');
    await expect(trips.tell(id, 'weather')).rejects.toThrow('too many signals');
  });

  test('and a signal that race with its deadline end in one of two ways, each of 36 times', async () => {
    const [one, other] = [await openRunner({ visaMs: 600 }), await openRunner({ visaMs: 600 })];
    const ends = { completed: 0, compensated: 0 };
    /** Tells it so many ms before, or after, the deadline. */
    const race = async (offsetMs: number): Promise<void> => {
      const id = newTrip();
      const begun = one.begin(id, VISA);
      const { deadlines } = await until('it is there', () => other.processOf(id));
      const leftMs = deadlines['await-visa']!.getTime() - (await other.store.time()).getTime();
      await sleep(Math.max(leftMs + offsetMs, 0));
      const told = await other.tell(id, 'visa', { granted: true });
      await begun;
      const { state } = await settled(other, id);
      if (state !== 'completed' && state !== 'compensated') throw new Error(`${id} is ${state}`);
      ends[state] += 1;
      const completed = state === 'completed';
      const trip = await other.trips.findOne({ _id: id });
      expect(trip).toMatchObject({
        status: completed ? 'confirmed' : 'cancelled',
        confirmed: completed ? 1 : 0,
        cancelled: completed ? 0 : 1,
      });
      // A signal is never both taken and handed over.
      expect(trip!.late).toEqual(told.kind === 'late' ? ['visa'] : []);
      if (completed) expect(told.kind).toBe('told');
    };
    for (let round = 0; round < 6; round++) {
      await Promise.all([-600, -60, -30, -10, 10, 100].map((offsetMs) => race(offsetMs + round)));
    }
    expect(ends.completed).toBeGreaterThan(0);
    expect(ends.compensated).toBeGreaterThan(0);
    expect(ends.completed + ends.compensated).toBe(36);
  });
});

test('a process that is told while it runs comes to the step for that, and one that is over takes it by itself', async () => {
  const trips = await openRunner();
  const [early, late] = [newTrip(), newTrip()];
  faults.set('capture-money', { slowMs: 100 });
  const over = trips.begin(early);
  await until('it stands', async () => (await trips.processOf(early))?.steps.confirm);
  await trips.tell(early, 'called-off');
  expect((await over)?.process).toMatchObject({ state: 'completed', steps: { undo: { state: 'done' } } });
  await until(
    'it is refunded',
    async () => (await trips.store.find(`refund:${early}`))?.state === 'completed',
  );
  expect(await trips.callsOf(early)).toMatchObject({ 'pay-back': 1, 'free-seat': 1 });
  await trips.begin(late);
  expect(await trips.tell(late, 'called-off')).toMatchObject({
    kind: 'late',
    process: { state: 'completed' },
  });
  expect(await trips.trips.findOne({ _id: late })).toMatchObject({ undone: 0, late: ['called-off'] });
});
