import { StoreClock } from './store-clock.ts';

/** A store `aheadMs` ahead of this process, and answers that take `roundTripMs`. */
async function clockOf({ aheadMs = 0, roundTripMs = 0 } = {}) {
  let elapsed = 1_000;
  const world = { aheadMs, roundTripMs, looks: 0 };
  const read = async (): Promise<Date> => {
    world.looks += 1;
    elapsed += world.roundTripMs / 2;
    const time = new Date(elapsed + world.aheadMs);
    elapsed += world.roundTripMs / 2;
    return time;
  };
  const clock = new StoreClock(read, () => elapsed);
  await clock.sync();
  const error = (): number => clock.now().getTime() - (elapsed + world.aheadMs);
  return { world, clock, error, pass: (ms: number) => (elapsed += ms) };
}

test('two processes agree whatever their own clocks say, and between two looks', async () => {
  const { error, pass } = await clockOf({ aheadMs: 86_400_000, roundTripMs: 40 });
  expect(error()).toBe(0);
  pass(29_000);
  expect(error()).toBe(0);
});

test('it looks again after half a minute, and not before', async () => {
  const { world, clock, error, pass } = await clockOf();
  pass(29_999);
  await clock.sync();
  expect(world.looks).toBe(1);
  world.aheadMs = 300;
  pass(1);
  await clock.sync();
  expect([world.looks, error()]).toEqual([2, 0]);
});

test('what a look may itself err by does not make the clock jump, backwards least of all', async () => {
  const { world, clock, error, pass } = await clockOf({ aheadMs: 10, roundTripMs: 40 });
  world.aheadMs = -5;
  pass(30_000);
  await clock.sync();
  expect(error()).toBe(15);
});

test('of several readings the quickest counts', async () => {
  let elapsed = 0;
  // What the answer of each took, all of it on the way back.
  const ways = [80, 2, 40];
  const read = async (): Promise<Date> => {
    const time = new Date(elapsed);
    elapsed += ways.shift()!;
    return time;
  };
  const clock = new StoreClock(read, () => elapsed, 3);
  await clock.sync();
  expect(clock.now().getTime() - elapsed).toBe(-1);
});

test('a look that took too long changes nothing, and is soon made again', async () => {
  const { world, clock, error, pass } = await clockOf({ aheadMs: 10 });
  world.roundTripMs = 4_000;
  world.aheadMs = 200;
  pass(30_000);
  await clock.sync();
  expect(error()).toBe(-190);
  world.roundTripMs = 2;
  await clock.sync();
  expect([world.looks, error()]).toEqual([3, 0]);
});

test('it tells no time before it has asked', () => {
  expect(() => new StoreClock(async () => new Date()).now()).toThrow('has not been asked');
});
