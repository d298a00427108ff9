import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endOrphans, writePidFile } from './pid-files.ts';

let folder: string;
let child: ChildProcess;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'chowk-pids-'));
  child = spawn('sleep', ['600'], { stdio: 'ignore' });
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const fileOf = (name: string) => path.join(folder, `${name}.json`);
const rewrite = (name: string, change: Record<string, string>) => {
  const noted = JSON.parse(readFileSync(fileOf(name), 'utf8')) as object;
  writeFileSync(fileOf(name), JSON.stringify({ ...noted, ...change }));
};
const ended = () =>
  new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));

test('a process that an earlier run left is ended and forgotten', async () => {
  writePidFile(folder, 'store', child.pid as number, 'sleep');
  const end = ended();
  expect(await endOrphans(folder)).toEqual(['store']);
  expect(await end).toBe('SIGTERM');
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['started at another moment', { startedAt: '1' }],
  ['runs another program', { command: 'redis-server' }],
])('a process with a noted pid that %s is left alone', async (_title, change) => {
  writePidFile(folder, 'store', child.pid as number, 'sleep');
  rewrite('store', change as Record<string, string>);
  expect(await endOrphans(folder)).toEqual([]);
  expect(child.exitCode ?? child.signalCode).toBeNull();
  expect(readdirSync(folder)).toEqual([]);
});

test('a pid file torn by a crash is dropped', async () => {
  writeFileSync(fileOf('store'), '{"pid":1');
  expect(await endOrphans(folder)).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});
