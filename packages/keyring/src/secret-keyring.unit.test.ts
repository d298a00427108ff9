import { loadConfig } from '@chowk/runtime/config';
import { z } from 'zod';
import { parseKeyring, secretKeyring } from './index.ts';

const DEFAULT = 'development-otp-secret';
const schema = z.object({ OTP_SECRET: secretKeyring(DEFAULT) });
const load = (value?: string, env: Record<string, string> = {}) =>
  loadConfig(schema, { NODE_ENV: 'development', OTP_SECRET: value, ...env }).OTP_SECRET;
const inProduction = (value?: string) => load(value, { NODE_ENV: 'production' });
const [one, two] = ['a'.repeat(32), 'b'.repeat(32)];

test.each([
  [one, ['v1']],
  [`v1:${one}`, ['v1']],
  [`v7:${one}`, ['v7']],
  [` v2:${two} , v1:${one} `, ['v2', 'v1']],
  // Not the beginning of a version, so part of a bare secret.
  [`V2:${one}`, ['v1']],
  [`v0:${one}`, ['v1']],
  [`http://${one}`, ['v1']],
])('%j has the versions %j, the first being current', (text, versions) => {
  const ring = inProduction(text);
  expect(ring.versions).toEqual(versions);
  expect(ring.current).toBe(versions[0]);
  expect(parseKeyring(text).versions).toEqual(versions);
});

test('a bare secret, and the same as v1, are the same', () => {
  const signature = load(one).signer('tests').sign('payload');
  expect(load(`v2:${two},v1:${one}`).signer('tests').verify('payload', signature)).toBe(true);
});

test('development has its default', () => {
  expect(load().current).toBe('v1');
  const signature = load().signer('tests').sign('payload');
  expect(load(DEFAULT).signer('tests').verify('payload', signature)).toBe(true);
});

test.each([
  ['two bare secrets', `${one},${two}`, /OTP_SECRET: secret 1 of 2 needs a version/],
  ['a bare one after a version', `v2:${two},${one}`, /secret 2 of 2 needs a version/],
  ['a version twice', `v1:${one},v1:${two}`, /secret 2 of 2 has the version of another/],
  ['a secret twice', `v2:${one},v1:${one}`, /secret 2 of 2 is the same as another/],
  ['an empty secret', `v2:,v1:${one}`, /secret 1 of 2 is empty/],
  ['a comma too many', `v2:${two},v1:${one},`, /secret 3 of 3 needs a version/],
])('%s is refused everywhere, without showing it', (_what, text, message) => {
  for (const refused of [() => load(text), () => inProduction(text), () => parseKeyring(text)]) {
    expect(refused).toThrow(/secret \d of \d/);
    expect(refused).not.toThrow(/aaaa|bbbb/);
  }
  expect(() => load(text)).toThrow(message);
});

test.each([
  ['no value', undefined, /OTP_SECRET: production needs a secret of its own/],
  ['the default', DEFAULT, /OTP_SECRET: production needs a secret of its own/],
  ['the default as an older version', `v2:${two},v1:${DEFAULT}`, /secret 2 of 2: production needs a secret/],
  ['a short one', 'short', /OTP_SECRET: production needs at least 32 characters/],
  ['a short one under a version', 'v1:' + 'x'.repeat(31), /at least 32 characters/],
  ['a short older one', `v2:${two},v1:short`, /secret 2 of 2: production needs at least 32/],
])('production refuses %s', (_what, value, message) => {
  expect(() => inProduction(value)).toThrow(message);
});

test('versions may have other names where something printed has room for no more', () => {
  const field = z.object({
    QR_SIGNING_KEYS: secretKeyring('a:development-only', { version: /^[a-hj-km-np-z2-9]$/ }),
  });
  const read = (value?: string) =>
    loadConfig(field, { NODE_ENV: 'test', QR_SIGNING_KEYS: value }).QR_SIGNING_KEYS;
  expect(read().versions).toEqual(['a']);
  const ring = read(`b:${two},a:${one}`);
  expect(ring.versions).toEqual(['b', 'a']);
  expect(ring.rawSigner().mac('chowk-code\n23456789aa', 'a')).toHaveLength(32);
  expect(() => read(`i:${two},a:${one}`)).toThrow(/secret 1 of 2 needs a version/);
  expect(() => read(one)).toThrow(/secret 1 of 1 needs a version/);
});
