import { isAuthentic, signCode, ALPHABET, type KeyRing, type SigningKey } from './short-code.ts';

const first: SigningKey = { id: 'a', secret: 'first secret' };
const second: SigningKey = { id: 'b', secret: 'second secret' };
const ring = (...keys: SigningKey[]): KeyRing => ({
  signing: keys[0]!,
  byId: new Map(keys.map((key) => [key.id, key])),
});

describe('short codes', () => {
  const code = signCode('k7m2p9x3q', first);

  test('a code of ours is authentic', () => {
    expect(isAuthentic(code, ring(first))).toBe(true);
  });

  test('a code altered in any one place to any other symbol is not', () => {
    for (let place = 0; place < code.length; place += 1) {
      for (const symbol of ALPHABET) {
        if (symbol === code[place]) continue;
        const altered = code.slice(0, place) + symbol + code.slice(place + 1);
        expect([altered, isAuthentic(altered, ring(first, second))]).toEqual([altered, false]);
      }
    }
  });

  test.each([
    '',
    'QR001',
    code.toUpperCase(),
    `${code}2`,
    code.slice(1),
    `${code}\n`,
    '😀'.repeat(17),
    '0'.repeat(17),
  ])('what is no code at all is refused: %j', (text) => {
    expect(isAuthentic(text, ring(first))).toBe(false);
  });

  test('a code stays valid when a new key signs, and ends when its key leaves the ring', () => {
    expect(isAuthentic(code, ring(second, first))).toBe(true);
    expect(isAuthentic(code, ring(second))).toBe(false);
  });

  test('a key with the same id and another secret does not vouch for it', () => {
    expect(isAuthentic(code, ring({ id: 'a', secret: 'another' }))).toBe(false);
  });
});
