import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorsPage, eventsPage } from '../scripts/docs.ts';
import { ERROR_CATALOGUE } from '../src/errors/index.ts';
import { EVENTS } from '../src/events/index.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('docs/errors.md and docs/events.md say what the code says', () => {
  expect(read('docs/errors.md')).toBe(errorsPage());
  expect(read('docs/events.md')).toBe(eventsPage());
});

test('the types in src/generated are those of proto/', () => {
  const fresh = mkdtempSync(join(tmpdir(), 'chowk-generated-'));
  try {
    execFileSync(process.execPath, [join(root, 'packages/contracts/scripts/generate.mjs'), fresh]);
    const committed = join(root, 'packages/contracts/src/generated');
    const files = globSync('**/*.ts', { cwd: fresh }).sort();
    expect(globSync('**/*.ts', { cwd: committed }).sort()).toEqual(files);
    for (const file of files)
      expect(readFileSync(join(committed, file), 'utf8')).toBe(readFileSync(join(fresh, file), 'utf8'));
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

test('the seven codes of the first app hold verbatim', () => {
  const statuses = Object.fromEntries(
    Object.entries(ERROR_CATALOGUE).map(([code, { status }]) => [code, status]),
  );
  expect(statuses).toMatchObject({
    INVALID_PHONE: 422,
    INVALID_OTP: 401,
    UNAUTHORIZED: 401,
    USER_NOT_FOUND: 404,
    CAR_NOT_FOUND: 404,
    INVALID_SIGNATURE: 400,
    SERVER_ERROR: 500,
  });
});

test('every event is named <service>.<fact>.v<n>, and each name stands for one event', () => {
  const types = Object.values(EVENTS).map(({ type }) => type);
  // What any service may say is of the house.
  const { attentionRaised, ...ofOneService } = EVENTS;
  expect(attentionRaised.type).toBe('chowk.attention-raised.v1');
  for (const { type } of Object.values(ofOneService))
    expect(type).toMatch(/^(auth|catalog|orders|wallet|notify|nfc-qr)\.[a-z-]+\.v\d+$/);
  expect(new Set(types).size).toBe(types.length);
});
