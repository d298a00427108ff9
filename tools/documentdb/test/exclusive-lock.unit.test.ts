import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeExclusiveLock } from '../src/engine/exclusive-lock.ts';

let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function runScript(script: string): ChildProcess {
  const lock = JSON.stringify(path.join(import.meta.dirname, '../src/engine/exclusive-lock.ts'));
  const whole = `import { takeExclusiveLock } from ${lock}; const folder = ${JSON.stringify(folder)}; ${script}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', whole], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('a lock is held until it is given back, and whoever is refused hears who has it', async () => {
  const release = await takeExclusiveLock(folder, { waitMs: 0 });
  await expect(takeExclusiveLock(folder, { waitMs: 0 })).rejects.toThrow(
    `${folder} is in use by process ${process.pid}`,
  );
  release();
  (await takeExclusiveLock(folder, { waitMs: 0 }))();
});

test('locks on different things do not meet', async () => {
  const release = await takeExclusiveLock(`${folder}/a`, { waitMs: 0 });
  (await takeExclusiveLock(`${folder}/b`, { waitMs: 0 }))();
  release();
});

test('who waits long enough gets it, and hears once whom it waits for', async () => {
  const release = await takeExclusiveLock(folder, { waitMs: 0 });
  const holders: string[] = [];
  const waiting = takeExclusiveLock(folder, { waitMs: 10_000, onWait: (pid) => holders.push(pid) });
  await sleep(250);
  release();
  (await waiting)();
  expect(holders).toEqual([String(process.pid)]);
});

test('a process that is killed takes its lock along', async () => {
  const holder = runScript(
    `await takeExclusiveLock(folder, { waitMs: 0 }); console.log('held'); setInterval(() => {}, 1000);`,
  );
  await new Promise((resolve) => holder.stdout?.once('data', resolve));
  await expect(takeExclusiveLock(folder, { waitMs: 0 })).rejects.toThrow(`process ${holder.pid}`);
  const gone = new Promise((resolve) => holder.once('exit', resolve));
  holder.kill('SIGKILL');
  await gone;
  (await takeExclusiveLock(folder, { waitMs: 0 }))();
});

test('when processes race, never two are inside at once', async () => {
  const log = path.join(folder, 'log');
  const script = `
    import { appendFileSync } from 'node:fs';
    for (let i = 0; i < 5; i += 1) {
      const release = await takeExclusiveLock(folder, { waitMs: 20_000 });
      appendFileSync(folder + '/log', 'in\\n');
      await new Promise((resolve) => setTimeout(resolve, 5));
      appendFileSync(folder + '/log', 'out\\n');
      release();
    }`;
  const runs = Array.from(
    { length: 4 },
    () => new Promise((resolve) => runScript(script).once('exit', resolve)),
  );
  expect(await Promise.all(runs)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(20));
}, 30_000);
