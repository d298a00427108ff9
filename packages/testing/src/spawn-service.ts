import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '@chowk/runtime/node-process';

interface SpawnOptions {
  /** Absolute path of the entry file, a service's `src/main.ts` or a tool beside it. */
  main: string;
  /** Settings; `testEnv` makes them. Nothing of the test's own environment reaches the process but PATH. */
  env: Record<string, string>;
  /** CHOWK_FAILPOINTS: `orders.checkout.reserve-stock.recorded=kill`. */
  failpoints?: string;
  cwd?: string;
  args?: readonly string[];
}

/** A process of its own: what can be killed, stopped with SIGSTOP, or end by itself. */
export interface SpawnedProcess {
  child: ChildProcess;
  /** Lines of the log so far. */
  readonly log: ReadonlyArray<Record<string, unknown>>;
  /** All that it has written, standard error included. */
  output(): string;
  /** How it ended: the exit code, or the signal that killed it. */
  exit: Promise<number | NodeJS.Signals>;
  /** SIGTERM, and SIGKILL after 15 s; resolves with how it ended. Harmless when it has ended. */
  stop(): Promise<number | NodeJS.Signals>;
}

/** A service that was ready. */
export interface SpawnedService extends SpawnedProcess {
  /** Base URL without a trailing slash. */
  url: string;
  /** host:port; only when the service answers gRPC */
  grpcAddress: string;
}

const STOP_MS = 15_000;

/** Runs a file of a service as in production, by the pinned Node. It ends with the test process at the latest. */
export function spawnProcess(options: SpawnOptions): SpawnedProcess {
  const { main, env, failpoints = '', args = [], cwd } = options;
  const child = spawn(process.execPath, [...NODE_FLAGS, main, ...args], {
    ...(cwd !== undefined && { cwd }),
    env: {
      PATH: process.env.PATH,
      // Coverage of processes that end by themselves; a killed one writes none. It is exact only of code that
      // does not come out of a cache.
      ...(process.env.NODE_V8_COVERAGE
        ? { NODE_V8_COVERAGE: process.env.NODE_V8_COVERAGE }
        : NODE_ENVIRONMENT),
      ...env,
      LOG_LEVEL: 'info',
      LOG_PRETTY: 'false',
      CHOWK_FAILPOINTS: failpoints,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);

  const log: Array<Record<string, unknown>> = [];
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (output += chunk.toString()));
  // Read for the life of the process: a full pipe would stall it.
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) log.push(JSON.parse(line) as Record<string, unknown>);
  });
  // `close`, not `exit`: what it wrote last has been read by then.
  const exit = once(child, 'close').then(([code, signal]) => {
    process.off('exit', killWithUs);
    return (signal ?? code) as number | NodeJS.Signals;
  });
  return {
    child,
    log,
    output: () => output,
    exit,
    async stop() {
      // One that a test stopped with SIGSTOP takes no SIGTERM.
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const giveUp = new AbortController();
      void sleep(STOP_MS, undefined, { signal: giveUp.signal }).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      );
      const how = await exit;
      giveUp.abort();
      return how;
    },
  };
}

/**
 * Runs a service's main file and waits until it says that it is ready.
 * @throws Error with what it wrote, when it ends before that or takes longer than `readyWithinMs` (30 s)
 */
export async function spawnService(
  options: SpawnOptions & { readyWithinMs?: number },
): Promise<SpawnedService> {
  const { readyWithinMs = 30_000, main } = options;
  const spawned = spawnProcess(options);
  let ended = false;
  void spawned.exit.then(() => (ended = true));
  const deadline = performance.now() + readyWithinMs;
  for (;;) {
    const ready = spawned.log.find(({ msg }) => msg === 'ready');
    if (ready) {
      const { httpPort, grpcPort = 0 } = ready as { httpPort: number; grpcPort?: number };
      return { ...spawned, url: `http://127.0.0.1:${httpPort}`, grpcAddress: `127.0.0.1:${grpcPort}` };
    }
    if (ended || performance.now() > deadline) {
      const how = await spawned.stop();
      throw new Error(`${main} ended with ${how} and was not ready:\n${spawned.output().slice(-4_000)}`);
    }
    await sleep(20);
  }
}
