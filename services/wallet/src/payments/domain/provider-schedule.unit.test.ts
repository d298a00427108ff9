import { nextCheck, nextReversalCheck, retryDelayMs } from './provider-schedule.ts';

describe('the next question about an open payment', () => {
  const polling = { everyMs: 15_000, watchMs: 432_000_000 };
  const CREATED = new Date('2026-01-01T00:00:00Z');
  const waitAtAge = (ageMs: number): number | undefined => {
    const now = new Date(CREATED.getTime() + ageMs);
    const at = nextCheck(CREATED, now, polling);
    return at && at.getTime() - now.getTime();
  };

  test.each([
    ['at once', 0, 15_000],
    ['while a quarter of the age is shorter', 59_999, 15_000],
    ['as soon as it is as long', 60_000, 15_000],
    ['after that by age', 60_004, 15_001],
    ['whole milliseconds', 60_007, 15_001],
    ['never later than 30 s while people may still pay', 1_199_999, 30_000],
    ['half its age later once they hardly do', 1_200_000, 600_000],
    ['an hour old', 3_600_000, 1_800_000],
    ['on the last moment', 432_000_000, 216_000_000],
  ])('%s: %i ms old, after %i ms', (_when, age, wait) => expect(waitAtAge(age)).toBe(wait));

  test('comes within 30 s of whatever happens in the first 20 minutes', () => {
    for (let age = 0; age < 1_200_000; age += 1_000) expect(waitAtAge(age)).toBeLessThanOrEqual(30_000);
  });

  test('comes a bounded number of times for a payment that nobody makes', () => {
    let asked = 0;
    for (let age = 0, wait = waitAtAge(0); wait !== undefined; wait = waitAtAge(age)) {
      age += wait;
      asked += 1;
    }
    expect(asked).toBeLessThan(65);
  });

  test('is not asked once the payment is too old', () => {
    expect(waitAtAge(432_000_001)).toBeUndefined();
  });
});

describe('the next question about a payment that has ended', () => {
  const DAY = 86_400_000;
  const CREATED = new Date('2026-01-01T00:00:00Z');
  const waitAtAge = (ageMs: number): number | undefined => {
    const now = new Date(CREATED.getTime() + ageMs);
    const at = nextReversalCheck(CREATED, now, { reversalEveryMs: 600_000, reversalWatchMs: 120 * DAY });
    return at && at.getTime() - now.getTime();
  };

  test.each([
    [0, 600_000],
    [600_000, 600_000],
    [3_600_000, 3_600_000],
    [30 * DAY, 7 * DAY],
    [120 * DAY, 7 * DAY],
    [120 * DAY + 1, undefined],
  ])('%i ms old, after %p ms', (age, wait) => expect(waitAtAge(age)).toBe(wait));
});

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [4, 8_000],
  [5, 16_000],
  [6, 32_000],
  [7, 64_000],
  [8, 128_000],
  [9, 256_000],
  [10, 300_000],
  [11, 300_000],
  [5_000, 300_000],
])('after try %i a stored event waits %i ms', (tries, ms) => expect(retryDelayMs(tries)).toBe(ms));
