import {
  dueSteps,
  firstRing,
  rotate,
  withoutKey,
  type KeyRing,
  type NewKey,
  type RotationStep,
} from './key-ring.ts';

const key = (kid: string): NewKey => ({
  kid,
  publicJwk: { kty: 'EC', crv: 'P-256', x: kid, y: kid, kid, use: 'sig', alg: 'ES256' },
  encryptedPrivateKey: kid,
});
const waits = { publishedMs: 300, retiringMs: 900 };
const at = (ms: number) => new Date(ms);
const step = (ring: KeyRing, name: RotationStep, ms: number, spare = 'spare') =>
  rotate(ring, name, { spare: key(spare), now: at(ms), waits });
const states = (ring: KeyRing) => Object.fromEntries(ring.keys.map(({ kid, state }) => [kid, state]));

const ring = firstRing(key('a'), key('b'), at(0));

test('a ring starts with a key that signs and the next one published', () => {
  expect(states(ring)).toEqual({ a: 'current', b: 'next' });
});

test('the three steps replace a key, each in its time', () => {
  const signing = step(ring, 'sign-next', 300);
  expect(states(signing)).toEqual({ a: 'retiring', b: 'current' });
  const published = step(signing, 'publish-next', 301, 'c');
  expect(states(published)).toEqual({ a: 'retiring', b: 'current', c: 'next' });
  expect(states(step(published, 'retire-old', 1_200))).toEqual({ b: 'current', c: 'next' });
  expect(published.version).toBe(3);
});

test.each<[string, KeyRing, RotationStep, number, RotationStep[]]>([
  ['a second next key', ring, 'publish-next', 999, ['sign-next']],
  ['signing with a key that verifiers may not know yet', ring, 'sign-next', 299, []],
  ['retiring when nothing retires', ring, 'retire-old', 999_999, ['sign-next']],
  ['retiring a key whose tokens live', step(ring, 'sign-next', 300), 'retire-old', 1_199, ['publish-next']],
])('%s is refused, naming what is due', (_what, from, name, ms, due) => {
  expect(dueSteps(from, at(ms), waits)).toEqual(due);
  expect(() => step(from, name, ms)).toThrow(
    expect.objectContaining({ code: 'ILLEGAL_TRANSITION', details: [{ step: name, due }] }),
  );
});

describe('a key that others may hold is taken off at once', () => {
  const spares = [key('x'), key('y')] as const;
  const without = (from: KeyRing, kid: string) => withoutKey(from, kid, { spares, now: at(1) });
  const signing = step(ring, 'sign-next', 300);

  test.each<[string, KeyRing, string, Record<string, string>]>([
    ['the one that signs: the next signs in its place', ring, 'a', { b: 'current', y: 'next' }],
    ['the next one: another is next', ring, 'b', { a: 'current', y: 'next' }],
    ['one that signs no more', signing, 'a', { b: 'current', y: 'next' }],
    [
      'the one that signs, without a next: a fresh one signs',
      signing,
      'b',
      { a: 'retiring', y: 'current', x: 'next' },
    ],
  ])('%s', (_what, from, kid, left) => {
    const before = JSON.stringify(from);
    const after = without(from, kid)!;
    expect(states(after)).toEqual(left);
    expect(after.version).toBe(from.version + 1);
    expect(after.keys.find(({ state }) => state === 'current')!.since).toEqual(
      from.keys.some((one) => one.kid === kid && one.state === 'current')
        ? at(1)
        : from.keys.find(({ state }) => state === 'current')!.since,
    );
    expect(JSON.stringify(from)).toBe(before);
  });

  test('one that is not on the ring changes nothing', () => {
    expect(without(ring, 'z')).toBeUndefined();
  });
});
