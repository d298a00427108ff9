import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OpenApiDocument } from '@chowk/openapi';
import { contractArtifacts, publishedDocument } from './contract/artifacts.ts';
import { CONTRACTS } from './contract/contracts.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

test('what follows from the declared routes is as `npm run contract` makes it', async () => {
  const stale: string[] = [];
  for (const [file, content] of await contractArtifacts(CONTRACTS))
    if (readFileSync(join(root, file), 'utf8') !== content) stale.push(file);
  expect(stale).toEqual([]);
});

test('the published document is clean by a linter of OpenAPI', async () => {
  const { stderr } = await run(
    join(root, 'node_modules/.bin/redocly'),
    ['lint', 'packages/contracts/src/http/generated/openapi.json', '--max-problems', '20'],
    { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } },
  );
  expect(stderr).toContain('Your API description is valid');
});

interface Operation {
  operationId: string;
  summary: string;
  responses: Record<string, { content?: Record<string, unknown>; $ref?: string }>;
}

const operationsOf = ({ paths = {} }: OpenApiDocument): Array<[string, Operation]> =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as unknown as Record<string, Operation>).map(
      ([method, operation]): [string, Operation] => [`${method} ${path}`, operation],
    ),
  );

test('every operation says what it does, what it answers and what it refuses with', () => {
  const operations = operationsOf(publishedDocument(CONTRACTS));
  expect(operations.length).toBeGreaterThan(70);
  const wanting = operations.filter(([, { operationId, summary, responses }]) => {
    const success = Object.entries(responses).find(([status]) => /^[23]/.test(status) && status !== '304');
    const refusals = Object.keys(responses).filter((status) => /^[45]/.test(status));
    return (
      !operationId ||
      !/^[A-Z].*[^.]$/.test(summary) ||
      !success ||
      (success[0].startsWith('2') && success[1].content === undefined) ||
      refusals.length < 2
    );
  });
  expect(wanting.map(([name]) => name)).toEqual([]);
});
