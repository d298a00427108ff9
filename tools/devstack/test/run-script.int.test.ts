import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const RUN_SCRIPT = path.resolve(import.meta.dirname, '../../../scripts/run.mjs');
const MAJOR = process.versions.node.split('.')[0];

/** A checkout with nothing but run.mjs, one command and a lock file that counts as installed. */
function makeCheckout(folder: string, { node, start }: { node: string; start: string }): void {
  mkdirSync(path.join(folder, 'scripts'));
  mkdirSync(path.join(folder, 'node_modules'));
  copyFileSync(RUN_SCRIPT, path.join(folder, 'scripts', 'run.mjs'));
  writeFileSync(path.join(folder, 'scripts', 'start.ts'), start);
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ type: 'module', dependencies: { node } }),
  );
  writeFileSync(path.join(folder, 'package-lock.json'), '{"packages":{}}');
  const hash = createHash('sha256')
    .update(readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');
  writeFileSync(path.join(folder, 'node_modules', '.chowk-lock'), hash);
}

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'chowk-run-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function run(
  args: string[],
  onOutput: (text: string, kill: (name: NodeJS.Signals) => void) => void = () => undefined,
) {
  const child = spawn(process.execPath, [path.join(folder, 'scripts', 'run.mjs'), ...args], {
    stdio: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      onOutput(output, (name) => child.kill(name));
    });
  }
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

test('arguments go to the command and its exit code comes back', async () => {
  makeCheckout(folder, {
    node: `${MAJOR}.0.0`,
    start: 'console.log(process.argv.slice(2)); process.exit(7);',
  });
  expect(await run(['start', '--services=none'])).toEqual({ code: 7, output: "[ '--services=none' ]\n" });
});

test('SIGTERM goes to the command, whose end is awaited', async () => {
  const start = `process.on('SIGTERM', () => setTimeout(() => { console.log('ended in order'); process.exit(0); }, 200));
    setInterval(() => undefined, 1000); console.log('up');`;
  makeCheckout(folder, { node: `${MAJOR}.0.0`, start });
  let sent = false;
  const { code, output } = await run(['start'], (text, kill) => {
    if (sent || !text.includes('up')) return;
    sent = true;
    kill('SIGTERM');
  });
  expect({ code, output }).toEqual({ code: 0, output: 'up\nended in order\n' });
});

test('when the pinned Node cannot be had, the message says what to do', async () => {
  makeCheckout(folder, { node: '99.1.0', start: '' });
  const { code, output } = await run(['start']);
  expect(code).toBe(1);
  expect(output).toMatch(/Chowk runs on Node 99[^]*npm rebuild node[^]*install Node 99 yourself/);
});

test('an unknown command is answered with the known ones', async () => {
  makeCheckout(folder, { node: `${MAJOR}.0.0`, start: '' });
  const { code, output } = await run(['dance']);
  expect(code).toBe(1);
  expect(output).toContain('start|demo|test|seed|bench|clean');
});
