import { loadConfig } from '@chowk/runtime/config';
import { configSchema } from '../config.ts';
import { DEVELOPMENT_KEYS, parseKeyRing } from './key-ring.ts';

const long = (letter: string) => letter.repeat(32);

describe('QR_SIGNING_KEYS', () => {
  test('the first key signs and all are known', () => {
    const ring = parseKeyRing(`b:${long('x')}, a:${long('y')}`, true);
    expect(ring.signing).toEqual({ id: 'b', secret: long('x') });
    expect([...ring.byId.keys()]).toEqual(['b', 'a']);
  });

  test.each([
    ['no id', long('x')],
    ['an id outside the alphabet', `o:${long('x')}`],
    ['a long id', `ab:${long('x')}`],
    ['no secret', 'a:'],
    ['one id twice', `a:${long('x')},a:${long('y')}`],
    ['a trailing comma', `a:${long('x')},`],
  ])('%s is refused without showing a secret', (_what, text) => {
    expect(() => parseKeyRing(text, false)).toThrow(/QR_SIGNING_KEYS/);
    expect(() => parseKeyRing(text, false)).not.toThrow(/xxxx/);
  });

  test('production refuses short secrets and the one of development, also behind a good one', () => {
    expect(() => parseKeyRing(`a:${long('x')},b:short`, true)).toThrow(/key 2/);
    expect(() => parseKeyRing(`b:${long('x')},${DEVELOPMENT_KEYS}`, true)).toThrow(/key 2/);
    expect(() => loadConfig(configSchema, { NODE_ENV: 'production' })).toThrow(/QR_SIGNING_KEYS/);
  });
});
