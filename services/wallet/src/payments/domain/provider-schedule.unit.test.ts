import { nextCheck, retryDelayMs } from './provider-schedule.ts';

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
    ['while a twentieth of the age is shorter', 299_999, 15_000],
    ['as soon as it is as long', 300_000, 15_000],
    ['after that by age', 300_020, 15_001],
    ['whole milliseconds', 300_039, 15_001],
    ['an hour old', 3_600_000, 180_000],
    ['on the last moment', 432_000_000, 21_600_000],
  ])('%s: %i ms old, after %i ms', (_when, age, wait) => expect(waitAtAge(age)).toBe(wait));

  test('is not asked once the payment is too old', () => {
    expect(waitAtAge(432_000_001)).toBeUndefined();
  });
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
