import path from 'node:path';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '@chowk/runtime/node-process';
import { DevstackError } from '../errors.ts';
import { freePort } from '../machine/ports.ts';
import { startTied, untilReady, type Exit } from '../machine/tied-process.ts';

const READY_MS = 30_000;
const PROBE_MS = 2_000;
const CHECKOUT = path.resolve(import.meta.dirname, '../../../..');

export type Env = Record<string, string>;

export interface StartServiceOptions {
  /** `orders` runs services/orders/src/main.ts */
  name: string;
  /** 1 and up, when several processes of one service run */
  replica?: number;
  /** PORT and GRPC_PORT in it are the ports; free ones are taken for those that are missing */
  env: Env;
  /** the program, when it is not the service's own main.ts; relative to the checkout */
  entry?: string;
  /** answers 200 when the service is ready */
  readyPath?: string;
  readyMs?: number;
  logFile?: string;
  onLine?: (line: string) => void;
  /** where its pid is noted, so that a later start finds it should this one be killed */
  pidFolder?: string;
}

/** One process of a service, which can be ended, killed and started again on the same ports. */
export interface ServiceHandle {
  readonly name: string;
  readonly replica: number;
  readonly port: number;
  readonly grpcPort: number;
  /** base URL without a trailing slash */
  readonly url: string;
  /** host:port */
  readonly grpcAddress: string;
  readonly pid: number;
  readonly isRunning: boolean;
  /** how the present (or last) process ended */
  readonly exited: Promise<Exit>;
  /** SIGTERM, and SIGKILL after the grace (ms, default 10,000). */
  stop(graceMs?: number): Promise<Exit>;
  kill9(): Promise<Exit>;
  /**
   * Starts it again after it has ended, on the same ports; `extraEnv` goes on top of its first environment
   * for this start only.
   * @throws DevstackError `CHILD_DIED` with its last log lines, `NOT_READY_IN_TIME`
   */
  start(extraEnv?: Env): Promise<void>;
  /** stop() and start() */
  restart(extraEnv?: Env): Promise<void>;
  /** the newest lines of its log */
  lastLines(): string[];
}

/**
 * Starts one process of a service under this process's Node and waits until it says that it is ready. It does
 * not outlive this process.
 * @throws DevstackError `CHILD_DIED` with its last log lines, `NOT_READY_IN_TIME`
 */
export async function startService(options: StartServiceOptions): Promise<ServiceHandle> {
  const { name, replica = 1, readyPath = '/readyz', readyMs = READY_MS } = options;
  const port = Number(options.env['PORT'] ?? 0) || (await freePort());
  const grpcPort = Number(options.env['GRPC_PORT'] ?? 0) || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const entry = path.resolve(CHECKOUT, options.entry ?? `services/${name}/src/main.ts`);
  const title = processTitle(name, replica);

  const spawn = (extraEnv: Env) =>
    startTied({
      name: title,
      ...serviceProcess(entry, {
        ...options.env,
        PORT: String(port),
        GRPC_PORT: String(grpcPort),
        ...extraEnv,
      }),
      cwd: CHECKOUT,
      knownBy: entry,
      // Its state is in the stores and survives this at any moment; a slow farewell would hold ports and locks.
      deathSignal: 'SIGKILL',
      ...(options.pidFolder ? { pidFolder: options.pidFolder } : {}),
      ...(options.logFile ? { logFile: options.logFile } : {}),
      ...(options.onLine ? { onLine: options.onLine } : {}),
    });
  let child = spawn({});
  const ready = async () => {
    try {
      await untilReady(child, title, () => answersOk(`${url}${readyPath}`), { deadlineMs: readyMs });
    } catch (error) {
      await child.kill9();
      throw error;
    }
  };
  await ready();

  const handle: ServiceHandle = {
    name,
    replica,
    port,
    grpcPort,
    url,
    grpcAddress: `127.0.0.1:${grpcPort}`,
    get pid() {
      return child.pid;
    },
    get isRunning() {
      return child.exit === undefined;
    },
    get exited() {
      return child.exited;
    },
    stop: (graceMs) => child.stop(graceMs),
    kill9: () => child.kill9(),
    async start(extraEnv = {}) {
      if (child.exit === undefined)
        throw new DevstackError('ALREADY_RUNNING', `${title} runs already (pid ${child.pid})`);
      child = spawn(extraEnv);
      await ready();
    },
    async restart(extraEnv) {
      await child.stop();
      await handle.start(extraEnv);
    },
    lastLines: () => child.lastLines(),
  };
  return handle;
}

/** How a program of a service is run: under this process's Node, with the flags that all have. */
export const serviceProcess = (entry: string, env: Env) => ({
  command: process.execPath,
  args: [...NODE_FLAGS, entry],
  env: { ...NODE_ENVIRONMENT, ...inheritedEnv(), ...env },
});

/** `orders`, `orders-2` */
export const processTitle = (name: string, replica: number): string =>
  replica > 1 ? `${name}-${replica}` : name;

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}

/** Our environment without what belongs to the program that we run in (npm, jest, an inspector). */
function inheritedEnv(): NodeJS.ProcessEnv {
  const foreign = /^(npm_|JEST_|NODE_OPTIONS$|NODE_ENV$|NODE_V8_COVERAGE$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
