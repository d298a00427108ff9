import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample, settings, settingsDocument } from './env-example.ts';

test('.env.example has every setting of every service, as the code has them', () => {
  expect(readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8')).toBe(envExample());
});

test('docs/settings.md has the same', () => {
  expect(readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8')).toBe(settingsDocument());
});

test('every setting of every service says what it is for', () => {
  const silent = settings().flatMap(({ name, variants }) =>
    variants.filter(({ comment }) => !comment).map(({ service }) => `${service}: ${name}`),
  );
  expect(silent).toEqual([]);
});

test('a setting whose default differs between services shows the default of each', () => {
  const text = envExample();
  const differing = settings().filter(
    ({ variants }) => new Set(variants.map(({ byDefault }) => byDefault)).size > 1,
  );
  expect(differing.map(({ name }) => name)).toContain('PORT');
  for (const { name, variants } of differing) {
    const [entry = ''] = text.split('\n\n').filter((part) => new RegExp(`^(# )?${name}=$`, 'm').test(part));
    for (const { service, byDefault } of variants)
      expect(entry).toMatch(new RegExp(`^# .*\\b${service}\\b.*: ${byDefault ?? 'must be given'}$`, 'm'));
  }
});
