// The door to all commands: node scripts/run.mjs start|demo|test|seed|bench|clean [arguments].
// Plain JavaScript without dependencies, because it runs on whatever Node a machine has (20.11 and up) and
// before anything is installed. It installs what the lock file says, then hands over to scripts/<command>.ts
// under the pinned Node.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

const checkout = path.resolve(import.meta.dirname, '..');
const modules = path.join(checkout, 'node_modules');
const commands = ['start', 'demo', 'test', 'seed', 'bench', 'clean'];

const [command, ...args] = process.argv.slice(2);
if (!commands.includes(command)) fail(`usage: node scripts/run.mjs ${commands.join('|')} [arguments]`);
const script = path.join(checkout, 'scripts', `${command}.ts`);
if (!existsSync(script)) fail(`There is no scripts/${command}.ts in this checkout.`);

installWhatTheLockFileSays();
handOver(pinnedNode());

function installWhatTheLockFileSays() {
  const lockFile = path.join(checkout, 'package-lock.json');
  const stamp = path.join(modules, '.chowk-lock');
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (readIfThere(stamp) === hash) return;
  if (!isInstalled(lockFile)) {
    const begun = Date.now();
    console.log('Installing dependencies (npm ci) ...');
    const [program, first] = npm();
    // Warnings off: the Node that packages ask for comes with this install, and errors are still shown.
    const { status, error } = spawnSync(
      program,
      [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: checkout,
        stdio: 'inherit',
      },
    );
    if (status !== 0)
      fail(
        `npm ci failed${error ? `: ${error.message}` : ''}. Its messages are above; mend this and start again.`,
      );
    console.log(`Dependencies installed in ${Math.round((Date.now() - begun) / 1000)} s.`);
  }
  writeFileSync(stamp, hash);
}

/** True when an `npm ci` or `npm install` by hand has put everything there already. */
function isInstalled(lockFile) {
  const installed = readIfThere(path.join(modules, '.package-lock.json'));
  if (installed === undefined) return false;
  const there = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages)
    .filter(([name, wanted]) => name.includes('node_modules/') && !wanted.optional && !wanted.peer)
    .every(
      ([name, wanted]) =>
        there[name]?.version === wanted.version && there[name]?.resolved === wanted.resolved,
    );
}

/** The npm that runs us, or the one on PATH. */
function npm() {
  const running = process.env.npm_execpath;
  return running?.endsWith('npm-cli.js') ? [process.execPath, [running]] : ['npm', []];
}

/** The Node of the package `node`, whose version package.json pins. */
function pinnedNode() {
  const { dependencies } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8'));
  const pinned = path.join(modules, '.bin', 'node');
  const candidates = [pinned, process.execPath];
  const major = dependencies.node.split('.')[0];
  const found = candidates.find((candidate) => versionOf(candidate)?.startsWith(`v${major}.`));
  if (found) return found;
  fail(
    `Chowk runs on Node ${major}, which the npm package "node" (${dependencies.node}) should have put at ${pinned}; ` +
      `it does not run there (this shell has ${process.version}).\n` +
      `Try: npm rebuild node. If install scripts are off (npm config get ignore-scripts) or the package has no ` +
      `binary for ${process.platform} ${process.arch}, install Node ${major} yourself and start again with it.`,
  );
}

function versionOf(program) {
  try {
    return execFileSync(program, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

function handOver(node) {
  const env = {
    // The same as of the services (packages/runtime/src/node-process.ts).
    NODE_COMPILE_CACHE: path.join(modules, '.cache', 'chowk', 'compiled'),
    ...process.env,
    PATH: `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH}`,
  };
  // Where the kernel can, it ends the command with us even when we are killed with -9.
  const tied = process.platform === 'linux' && versionOf('setpriv')?.includes('util-linux');
  const [program, ...first] = tied ? ['setpriv', '--pdeathsig', 'TERM', '--', node] : [node];
  const child = spawn(program, [...first, script, ...args], { cwd: checkout, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.on('error', (error) => fail(`${node} cannot be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/**
 * Between npm and us stands a shell that passes no signal on, so a SIGTERM or kill -9 of npm would leave us
 * running unseen. Its parents tell: ours is the shell (or npm), the shell's is npm.
 */
function whenNpmIsGone(act) {
  if (!process.env.npm_lifecycle_event) return; // started without npm, perhaps in the background on purpose
  const parents = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atStart = parents();
  const watch = setInterval(() => {
    if (parents() === atStart) return;
    clearInterval(watch);
    act();
  }, 500);
  watch.unref();
}

function parentOf(pid) {
  return /^PPid:\s*(\d+)$/m.exec(readIfThere(`/proc/${pid}/status`) ?? '')?.[1];
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
