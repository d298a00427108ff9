// npm test: typecheck, lint, dead code, then all tests against stores that are started once for the run.
//   --only-tests leaves typecheck and lint out; --chaos runs the sweeps in their long form (npm run chaos).
//   Everything else goes to jest.
//   CHOWK_TEST_WORKERS (default 2) is the number of test files that run at a time.
import { spawn } from 'node:child_process';
import path from 'node:path';
import {
  DevstackError,
  findChromium,
  onInterruption,
  startStores,
  startTied,
  type Stores,
  type TiedProcess,
} from '@chowk/devstack';
import { stepPrinter } from './steps.ts';

/** Its message holds what the check said. */
class CheckFailed extends Error {}

const checkout = path.resolve(import.meta.dirname, '..');
const bin = (name: string) => path.join(checkout, 'node_modules', '.bin', name);
const { step } = stepPrinter();

const args = process.argv.slice(2);
const isLong = args.includes('--chaos');
const jestArgs = args.filter((arg) => arg !== '--only-tests' && arg !== '--chaos');
let stores: Stores | undefined;
let jest: TiedProcess | undefined;

onInterruption((exitCode) => {
  void (async () => {
    await jest?.stop();
    await stores?.stop();
    process.exit(exitCode);
  })();
});

let exitCode = 1;
try {
  const starting = wantsStores(jestArgs)
    ? startStores({ dataDir: path.join(checkout, '.data'), progress: step, ephemeral: true })
    : Promise.resolve(undefined);
  // Side by side: the stores wait for their disks and downloads, the checks for the processor.
  // The browser after the stores: Debian installs one thing at a time.
  const browser = starting.then((running) => (running ? findChromium(step) : undefined));
  const [checks, started, found] = await Promise.allSettled([
    args.includes('--only-tests') ? undefined : check(),
    starting,
    browser,
  ]);
  if (started.status === 'fulfilled') stores = started.value;
  for (const outcome of [checks, started, found]) if (outcome.status === 'rejected') throw outcome.reason;
  exitCode = await runJest(stores, found.status === 'fulfilled' ? found.value : undefined);
} catch (error) {
  console.error(
    `\n${error instanceof DevstackError || error instanceof CheckFailed ? error.message : String((error as Error).stack)}`,
  );
} finally {
  await stores?.stop();
}
process.exit(exitCode);

/** Unit tests need nothing, so a run of these alone starts nothing. */
function wantsStores(given: string[]): boolean {
  const at = given.indexOf('--selectProjects');
  const projects = at < 0 ? [] : given.slice(at + 1).filter((arg) => !arg.startsWith('-'));
  return !(projects.length === 1 && projects[0] === 'unit');
}

async function check(): Promise<void> {
  // One program: on a clean clone, where turbo remembers nothing, a fifth of the time that 27 programs take.
  await checked('typecheck', [bin('tsc'), '-p', '.']);
  await checked('lint', [bin('eslint'), '.', '--max-warnings', '0']);
  await checked('what nobody uses', [bin('knip'), '--no-progress', '--no-config-hints']);
}

/** Runs a check quietly; its output is shown only when it fails. */
function checked(title: string, [program = '', ...rest]: string[]): Promise<void> {
  const begun = performance.now();
  const child = spawn(program, rest, {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) return reject(new CheckFailed(`${Buffer.concat(output).toString()}\n${title} failed`));
      step(`${title} is clean (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
      resolve();
    });
  });
}

async function runJest(running: Stores | undefined, chromium: string | undefined): Promise<number> {
  const entry = path.join(checkout, 'node_modules', 'jest', 'bin', 'jest.js');
  const addresses = running && {
    MONGODB_URI: running.mongodbUri,
    REDIS_URL: running.redisUrl,
    RABBITMQ_URL: running.rabbitmqUrl,
  };
  jest = startTied({
    name: 'jest',
    command: process.execPath,
    args: [entry, `--maxWorkers=${process.env['CHOWK_TEST_WORKERS'] ?? '2'}`, ...jestArgs],
    cwd: checkout,
    env: {
      ...process.env,
      ...addresses,
      ...(isLong && { CHAOS: '1' }),
      ...(chromium !== undefined && { CHROMIUM_PATH: chromium }),
      // Packages that are ES modules only load in jest's sandbox with it.
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
    },
    knownBy: entry,
    inheritOutput: true,
  });
  const { code } = await jest.exited;
  return code ?? 1;
}
