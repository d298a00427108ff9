import fc from 'fast-check';
import { KnownSessions } from './known-sessions.ts';

let now = 0;
beforeEach(() => {
  now = 1_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

test('a session is known for its time, however often it is added, and can be added anew afterwards', () => {
  const known = new KnownSessions({ keepMs: 100, max: 10 });
  expect(known.add('a')).toBe(true);
  now += 99;
  expect(known.add('a')).toBe(false);
  expect(known.has('a')).toBe(true);
  now += 1;
  expect(known.has('a')).toBe(false);
  expect(known.add('a')).toBe(true);
  expect(known.has('a')).toBe(true);
});

test('it knows what a plain list of everything would say, up to its bound', () => {
  const step = fc.record({ id: fc.nat(8), wait: fc.nat(40) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const known = new KnownSessions({ keepMs: 100, max: 1_000 });
      const since = new Map<number, number>();
      for (const { id, wait } of steps) {
        now += wait;
        const isNew = !(now - (since.get(id) ?? -Infinity) < 100);
        expect(known.add(`${id}`)).toBe(isNew);
        if (isNew) since.set(id, now);
        const alive = [...since].filter(([, at]) => now - at < 100).map(([one]) => `${one}`);
        const found: string[] = [];
        known.forEach((one) => found.push(one));
        expect(found.sort()).toEqual(alive.sort());
      }
    }),
  );
});

test('beyond its bound the oldest are forgotten', () => {
  const known = new KnownSessions({ keepMs: 100, max: 3 });
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    now += 1;
    known.add(id);
  }
  expect(['a', 'b', 'c', 'd', 'e'].filter((id) => known.has(id))).toEqual(['c', 'd', 'e']);
});
