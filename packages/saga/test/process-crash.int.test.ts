import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { storeAddresses, testDatabase, until } from '@chowk/testing';
import { isOver, processFailpoints } from '../src/index.ts';
import { createTripCollections, openTrips, TRIP, type TripData, type Trips } from './trip.ts';

const MAIN = join(import.meta.dirname, 'trip.process.ts');
/** Processes that die side by side. */
const AT_ONCE = 3;

/** A trip that dies at one failpoint, and how it must have ended for everybody afterwards. */
interface Crash {
  id: string;
  failpoint: string;
  data: TripData;
  calledOff?: boolean;
  end: 'completed' | 'compensated';
}
const { forward, back } = processFailpoints('test', TRIP);
const dying = (failpoints: readonly string[], crash: Omit<Crash, 'id' | 'failpoint'>): Crash[] =>
  failpoints.map((failpoint) => ({ id: `${failpoint}|${crash.data.refused ?? ''}`, failpoint, ...crash }));
const of =
  (...steps: string[]) =>
  (failpoint: string) =>
    steps.some((step) => failpoint.includes(step));

const onCalledOff = of('undo');
const afterCommit = of('refund-money', 'shred-ticket');
const beforeCommit = of('release-money');
const CRASHES: Crash[] = [
  ...dying(
    forward.filter((f) => !onCalledOff(f)),
    { data: {}, end: 'completed' },
  ),
  ...dying(forward.filter(onCalledOff), { data: {}, calledOff: true, end: 'completed' }),
  ...dying(
    back.filter((f) => !afterCommit(f)),
    { data: { refused: 'confirm' }, end: 'compensated' },
  ),
  ...dying(
    back.filter((f) => !beforeCommit(f)),
    { data: { refused: 'print-ticket' }, end: 'compensated' },
  ),
];

let database: Awaited<ReturnType<typeof testDatabase>>;
let trips: Trips;
const signals = new Map<string, NodeJS.Signals | null>();

async function die({ id, failpoint, data, calledOff }: Crash): Promise<void> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      ...{ MONGODB_URI: storeAddresses().mongodbUri, DATABASE: database.name },
      ...{ TRIP: id, DATA: JSON.stringify(data), FAILPOINT: failpoint },
      ...(calledOff && { CALLED_OFF: '1' }),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  signals.set(id, signal);
}

beforeAll(async () => {
  database = await testDatabase();
  await createTripCollections(database.connection);
  const waiting = [...CRASHES];
  const dieOneByOne = async (): Promise<void> => {
    for (let crash = waiting.shift(); crash; crash = waiting.shift()) await die(crash);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, dieOneByOne));
  trips = await openTrips(database.connection);
}, 240_000);
afterAll(async () => {
  await trips.runner.stop();
  await database.drop();
});

/** Every effect that a trip must have had in the end. */
function effectsOf({ data, end, calledOff }: Crash): string[] {
  const committed = data.refused !== 'confirm';
  const back = committed ? ['refund-money', 'shred-ticket'] : ['release-money'];
  return [
    ...['book-hotel', 'hold-money', ...(committed ? ['capture-money'] : [])],
    ...(end === 'completed' ? ['print-ticket'] : ['cancel-hotel', ...back]),
    ...(calledOff ? ['pay-back', 'free-seat'] : []),
  ].sort();
}

describe('a process is killed with -9, and another one takes its work over', () => {
  test.each(CRASHES.map((crash) => [crash.failpoint, crash.data.refused ?? 'nothing', crash] as const))(
    'at %s, with %s refused: it ends whole, each effect once',
    async (_, __, crash) => {
      const { id, data, calledOff, end } = crash;
      expect(signals.get(id)).toBe('SIGKILL');
      for (const type of calledOff ? ['trip', 'refund'] : ['trip']) {
        const process = await until(`the ${type} is over`, async () => {
          const found = await trips.store.find(`${type}:${id}`);
          return found && isOver(found.state) && found;
        });
        expect(process).toMatchObject({ state: end, holder: null });
      }
      expect(await trips.trips.findOne({ _id: id })).toMatchObject({
        status: end === 'completed' ? 'confirmed' : 'cancelled',
        confirmed: data.refused === 'confirm' ? 0 : 1,
        cancelled: end === 'compensated' ? 1 : 0,
        undone: calledOff ? 1 : 0,
      });
      expect(Object.keys(await trips.callsOf(id)).sort()).toEqual(effectsOf(crash));
    },
  );
});
