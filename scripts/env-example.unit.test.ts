import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample, settings } from './env-example.ts';

test('.env.example has every setting of every service, as the code has them', () => {
  expect(readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8')).toBe(envExample());
});

test('every setting says what it is for', () => {
  expect(
    settings()
      .filter(({ comment }) => !comment)
      .map(({ name }) => name),
  ).toEqual([]);
});
