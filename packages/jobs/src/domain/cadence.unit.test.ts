import fc from 'fast-check';
import { ticksOf, type Cadence } from './cadence.ts';

const at = (text: string) => new Date(text);
const NIGHTLY = '30 2 * * *';

describe('next tick over a change of the clock', () => {
  test.each([
    // India has none.
    [NIGHTLY, 'Asia/Kolkata', '2026-03-28T20:59:59.999Z', '2026-03-28T21:00:00Z'],
    [NIGHTLY, 'Asia/Kolkata', '2026-03-28T21:00:00Z', '2026-03-29T21:00:00Z'],
    [NIGHTLY, 'Asia/Kolkata', '2026-10-25T00:30:00Z', '2026-10-25T21:00:00Z'],
    // Berlin skips 02:00 to 03:00 on 29 March: 02:30 is 03:30 summer time.
    [NIGHTLY, 'Europe/Berlin', '2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z'],
    [NIGHTLY, 'Europe/Berlin', '2026-03-29T01:10:00Z', '2026-03-29T01:30:00Z'],
    [NIGHTLY, 'Europe/Berlin', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
    ['0 * * * *', 'Europe/Berlin', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
    ['0 * * * *', 'Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z'],
    // Berlin has 02:00 to 03:00 twice on 25 October: 02:30 ticks the first time.
    [NIGHTLY, 'Europe/Berlin', '2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z'],
    [NIGHTLY, 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    [NIGHTLY, 'Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-26T01:30:00Z'],
    [NIGHTLY, 'Europe/Berlin', '2026-10-25T01:10:00Z', '2026-10-26T01:30:00Z'],
    ['*/15 * * * *', 'Europe/Berlin', '2026-10-25T00:45:00Z', '2026-10-25T02:00:00Z'],
    ['*/15 * * * *', 'Europe/Berlin', '2026-10-25T01:10:00Z', '2026-10-25T02:00:00Z'],
    ['0 0 L * *', 'Asia/Kolkata', '2026-02-01T00:00:00Z', '2026-02-27T18:30:00Z'],
  ])('%s in %s after %s is %s', (cron, timeZone, after, next) => {
    expect(ticksOf({ cron, timeZone }).next(at(after))).toEqual(at(next));
  });
});

describe('latest tick', () => {
  test.each([
    ['2026-03-20T00:00:00Z', '2026-03-29T01:29:59Z', '2026-03-28T01:30:00Z'],
    ['2026-03-20T00:00:00Z', '2026-03-29T01:30:00Z', '2026-03-29T01:30:00Z'],
    ['2020-01-01T00:00:00Z', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00Z'],
    ['2026-10-25T00:30:00Z', '2026-10-26T01:29:59Z', undefined],
  ])('of 02:30 in Berlin in (%s, %s] is %s', (after, upTo, latest) => {
    const ticks = ticksOf({ cron: NIGHTLY, timeZone: 'Europe/Berlin' });
    expect(ticks.latest(at(after), at(upTo))).toEqual(latest === undefined ? undefined : at(latest));
  });

  test('of a pattern that ticks on 29 February is found years later', () => {
    const ticks = ticksOf({ cron: '0 12 29 2 *', timeZone: 'UTC' });
    expect(ticks.latest(at('2001-01-01T00:00:00Z'), at('2027-06-01T00:00:00Z'))).toEqual(
      at('2024-02-29T12:00:00Z'),
    );
  });
});

/** Changes of the clock in these zones: spring and autumn of each. */
const CHANGES = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-10-03T15:30:00Z',
  '2026-04-04T15:00:00Z',
].map((text) => at(text).getTime());
const instant = fc.oneof(
  fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true }),
  fc
    .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -4 * 3_600_000, max: 4 * 3_600_000 }))
    .map(([change, ms]) => new Date(change + ms)),
);
const cadence: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ everyMs: fc.integer({ min: 60_000, max: 7 * 24 * 3_600_000 }) }),
  fc.record({
    cron: fc.constantFrom(NIGHTLY, '0 * * * *', '*/20 * * * *', '15 3 * * 1', '0 0 1 * *', '5 1,2,3 * * *'),
    timeZone: fc.constantFrom(
      'Asia/Kolkata',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'UTC',
    ),
  }),
);

describe('of any cadence', () => {
  test('the next tick lies ahead, and none lies between', () => {
    fc.assert(
      fc.property(cadence, instant, fc.double({ min: 0, max: 1, noNaN: true }), (kind, after, share) => {
        const ticks = ticksOf(kind);
        const next = ticks.next(after);
        expect(next.getTime()).toBeGreaterThan(after.getTime());
        // From wherever between the two one asks, it is the same tick.
        const between = new Date(
          after.getTime() + Math.floor(share * (next.getTime() - 1 - after.getTime())),
        );
        expect(ticks.next(between)).toEqual(next);
        expect(ticks.latest(after, new Date(next.getTime() - 1))).toBeUndefined();
        expect(ticks.latest(after, next)).toEqual(next);
      }),
      { numRuns: 300 },
    );
  });

  test('the latest tick is the last of those that follow one another', () => {
    fc.assert(
      fc.property(cadence, instant, fc.integer({ min: 0, max: 30 }), (kind, after, steps) => {
        const ticks = ticksOf(kind);
        let last: Date | undefined;
        for (let n = 0; n < steps; n++) last = ticks.next(last ?? after);
        const upTo = new Date(ticks.next(last ?? after).getTime() - 1);
        expect(ticks.latest(after, upTo)).toEqual(last);
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  [{ everyMs: 0 }, 'not a pace'],
  [{ everyMs: 1.5 }, 'not a pace'],
  [{ cron: '* * *', timeZone: 'UTC' }, 'invalid configuration'],
  [{ cron: '0 * * * * *', timeZone: 'UTC' }, '5-part'],
  [{ cron: '0 0 30 2 *', timeZone: 'UTC' }, 'never ticks'],
  [{ cron: NIGHTLY, timeZone: 'Mars/Olympus' }, 'time zone'],
])('%j is refused', (kind, reason) => {
  expect(() => ticksOf(kind)).toThrow(reason);
});
