import { DueLook } from './due-look.ts';

const { signal } = new AbortController();

/** A look every 60 s at work that is due when the test says. */
function setUp() {
  let now = 0;
  let looks = 0;
  let next: number | undefined;
  const look = new DueLook({ rareMs: 60_000, clock: () => new Date(now) });
  const run = look.whenDue(async () => {
    looks += 1;
    return next === undefined ? undefined : new Date(next);
  });
  return {
    look,
    nextIs: (at: number | undefined) => (next = at),
    /** How many looks there were by then, with a run of the task each second. */
    async until(at: number) {
      for (; now <= at; now += 1_000) await run(signal);
      return looks;
    },
  };
}

test('with nothing due the store is asked at the start and then rarely', async () => {
  const { until } = setUp();
  expect(await until(59_000)).toBe(1);
  expect(await until(119_000)).toBe(2);
});

test('what the store says is due next is looked at then, and not before', async () => {
  const { until, nextIs } = setUp();
  nextIs(20_000);
  expect(await until(19_000)).toBe(1);
  nextIs(undefined);
  expect(await until(20_000)).toBe(2);
  expect(await until(79_000)).toBe(2);
});

test('what this process makes due is looked at then', async () => {
  const { look, until } = setUp();
  await until(5_000);
  look.expect(new Date(30_000));
  look.expect(new Date(10_000));
  expect(await until(9_000)).toBe(1);
  expect(await until(10_000)).toBe(2);
});

test('an expectation that is not due yet outlives a look', async () => {
  const { look, until } = setUp();
  look.expect(new Date(90_000));
  expect(await until(89_000)).toBe(2);
  expect(await until(90_000)).toBe(3);
});

test('after a failure the next run looks again', async () => {
  let tries = 0;
  const look = new DueLook({ rareMs: 60_000, clock: () => new Date(0) });
  const run = look.whenDue(async () => {
    tries += 1;
    if (tries === 1) throw new Error('the store is away');
    return undefined;
  });
  await expect(run(signal)).rejects.toThrow('away');
  await run(signal);
  await run(signal);
  expect(tries).toBe(2);
});
