import { parseKeyring } from '@chowk/keyring';
import { isAuthentic, signCode, ALPHABET, KEY_ID, type CodeKeys } from './short-code.ts';

const first = 'a:first secret';
const second = 'b:second secret';
const ring = (...keys: string[]): CodeKeys => {
  const keyring = parseKeyring(keys.join(), KEY_ID);
  return { current: keyring.current, mac: keyring.rawSigner().mac };
};

describe('short codes', () => {
  const code = signCode('k7m2p9x3q', ring(first));

  test('a code of ours is authentic, and is what was printed under this key from the first day on', () => {
    expect(isAuthentic(code, ring(first))).toBe(true);
    expect(code).toBe('k7m2p9x3qar5mdwyn');
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
    expect(isAuthentic(code, ring('a:another'))).toBe(false);
  });
});
