import { isOpen, type OpeningHours } from './opening-hours.ts';

const hours = (zone: string, ...weekly: OpeningHours['weekly']): OpeningHours => ({ zone, weekly });
const at = (iso: string) => new Date(iso);

describe('opening hours', () => {
  const shop = hours('Asia/Kolkata', { day: 'mon', opens: '09:30', closes: '21:00' });

  test.each([
    ['a minute before opening', '2026-09-14T03:59:59Z', false],
    ['at opening', '2026-09-14T04:00:00Z', true],
    ['a minute before closing', '2026-09-14T15:29:59Z', true],
    ['at closing', '2026-09-14T15:30:00Z', false],
    ['on another day', '2026-09-15T05:00:00Z', false],
    ['on Monday in the zone while it is still Sunday in UTC', '2026-09-13T20:00:00Z', false],
  ])('%s', (_what, instant, open) => {
    expect(isOpen(shop, at(instant))).toBe(open);
  });

  test('a stretch past midnight belongs to the day on which it began', () => {
    const bar = hours('Asia/Kolkata', { day: 'sat', opens: '18:00', closes: '02:00' });
    expect(isOpen(bar, at('2026-09-19T20:00:00Z'))).toBe(true); // Sunday 01:30
    expect(isOpen(bar, at('2026-09-19T20:30:00Z'))).toBe(false); // Sunday 02:00
    expect(isOpen(bar, at('2026-09-18T20:00:00Z'))).toBe(false); // Saturday 01:30
  });

  test('equal times mean around the clock, and 24:00 the end of the day', () => {
    const always = hours('Asia/Kolkata', { day: 'mon', opens: '00:00', closes: '00:00' });
    expect(isOpen(always, at('2026-09-14T18:29:59Z'))).toBe(true);
    expect(isOpen(always, at('2026-09-14T18:30:00Z'))).toBe(false);
    const late = hours('Asia/Kolkata', { day: 'mon', opens: '12:00', closes: '24:00' });
    expect(isOpen(late, at('2026-09-14T18:29:59Z'))).toBe(true);
    expect(isOpen(late, at('2026-09-14T18:30:00Z'))).toBe(false);
  });

  describe('when the clocks change', () => {
    const berlin = hours('Europe/Berlin', { day: 'sun', opens: '02:30', closes: '04:00' });

    test('opens right after an hour that summer time skipped', () => {
      expect(isOpen(berlin, at('2026-03-29T00:59:59Z'))).toBe(false); // 01:59:59, then comes 03:00
      expect(isOpen(berlin, at('2026-03-29T01:00:00Z'))).toBe(true); // 03:00
      expect(isOpen(berlin, at('2026-03-29T02:00:00Z'))).toBe(false); // 04:00
    });

    test('is open both times in the hour that winter time repeats', () => {
      expect(isOpen(berlin, at('2026-10-25T00:30:00Z'))).toBe(true); // 02:30 the first time
      expect(isOpen(berlin, at('2026-10-25T01:15:00Z'))).toBe(false); // 02:15 the second time
      expect(isOpen(berlin, at('2026-10-25T01:30:00Z'))).toBe(true); // 02:30 the second time
    });

    test('keeps to the wall clock in summer and winter', () => {
      const newYork = hours('America/New_York', { day: 'wed', opens: '09:00', closes: '17:00' });
      expect(isOpen(newYork, at('2026-07-15T13:00:00Z'))).toBe(true);
      expect(isOpen(newYork, at('2026-01-14T13:00:00Z'))).toBe(false);
      expect(isOpen(newYork, at('2026-01-14T14:00:00Z'))).toBe(true);
      const lordHowe = hours('Australia/Lord_Howe', { day: 'mon', opens: '09:00', closes: '17:00' });
      expect(isOpen(lordHowe, at('2026-01-11T22:00:00Z'))).toBe(true); // +11:00
      expect(isOpen(lordHowe, at('2026-07-12T22:29:00Z'))).toBe(false); // +10:30
      expect(isOpen(lordHowe, at('2026-07-12T22:30:00Z'))).toBe(true);
    });
  });
});
