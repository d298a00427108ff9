import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cleanData, cleanOrphans } from '@chowk/devstack';
import { openDataRoot } from '../src/machine/data-root.ts';
import { isRoot } from '../src/machine/users.ts';
import { exitOf, runFixture } from './processes.ts';

const silent = () => undefined;
const describeRoot = isRoot() ? describe : describe.skip;

let checkout: string;
let dataDir: string;
beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'chowk-clean-'));
  dataDir = path.join(checkout, '.data');
});
afterEach(async () => {
  await cleanData(dataDir, silent);
  rmSync(checkout, { recursive: true, force: true });
});

async function store(): Promise<string> {
  const root = await openDataRoot(dataDir, silent);
  writeFileSync(path.join(root.subfolder('redis'), 'appendonly.aof'), 'kept');
  root.release();
  return root.folder;
}

test('clean leaves nothing of what a checkout has stored, and says what went', async () => {
  const folder = await store();
  const removed = await cleanData(dataDir, silent);
  expect(removed).toEqual(isRoot() ? [folder, dataDir] : [dataDir]);
  expect([existsSync(folder), existsSync(dataDir)]).toEqual([false, false]);
  expect(await cleanData(dataDir, silent)).toEqual([]);
});

test('while Chowk runs nothing is removed', async () => {
  const { child, said } = await runFixture<{ folder: string }>('hold-data.ts', [dataDir]);
  await expect(cleanData(dataDir, silent)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  expect(existsSync(said.folder)).toBe(true);
  child.kill('SIGKILL');
  await exitOf(child);
}, 20_000);

describeRoot('data that lie away from their checkout', () => {
  test('when the checkout is gone the next start of another says so, and clean --orphans removes them', async () => {
    const folder = await store();
    rmSync(checkout, { recursive: true });
    const other = mkdtempSync(path.join(tmpdir(), 'chowk-clean-'));
    const told: string[] = [];
    (await openDataRoot(path.join(other, '.data'), (line) => told.push(line))).release();
    expect(told).toContain(
      `${folder} (1 MB) belongs to ${dataDir}, which is gone: npm run clean -- --orphans removes it`,
    );
    expect(cleanOrphans().map((data) => data.folder)).toContain(folder);
    expect(existsSync(folder)).toBe(false);
    await cleanData(path.join(other, '.data'), silent);
    rmSync(other, { recursive: true });
  });
});
