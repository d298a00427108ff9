import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { untilConnected } from './connected.ts';
import { processTitle, startService, type Env, type ServiceHandle } from './supervisor.ts';
import { planTopology, type ServiceName, type ServicePlan, type TopologyOptions } from './topology.ts';

export interface StartStackOptions extends Omit<TopologyOptions, 'keyFile'> {
  /** on top of what a process gets anyway: one map for all, or by process (to arm a failpoint in one, say) */
  extraEnv?: Env | ((name: ServiceName, replica: number) => Env);
  /** the checkout's `.data/`: keeps key pairs, logs and pids there. Without it nothing is kept. */
  dataDir?: string;
  /** each line that a process writes */
  onLine?: (process: string, line: string) => void;
  /** called when a process is ready, with the seconds it took */
  onReady?: (handle: ServiceHandle, seconds: number) => void;
}

export interface Stack {
  /** base URL of the gateway's first process */
  gatewayUrl: string;
  emulator: ServiceHandle;
  /** the first process of each service */
  services: Record<ServiceName, ServiceHandle>;
  /** all processes of each service */
  replicas: Record<ServiceName, ServiceHandle[]>;
  /** the environment that a service's first process got, for its own command-line tools */
  environments: Record<ServiceName, Env>;
  /**
   * Resolves when every process has all that it may do without for a while, too: from then on events flow.
   * @throws DevstackError `NOT_READY_IN_TIME` after 60 s, with what is missing where
   */
  connected(): Promise<void>;
  /** The gateway first, so that no request meets a service that is gone, then the others side by side. */
  stop(): Promise<void>;
}

/**
 * Starts the provider emulator and all services side by side, each ready when this returns.
 * @throws DevstackError `CHILD_DIED` with the last log lines, `NOT_READY_IN_TIME`; nothing is left running then
 */
export async function startStack(options: StartStackOptions): Promise<Stack> {
  const { dataDir, extraEnv = {}, onLine, onReady } = options;
  const topology = await planTopology({
    ...options,
    ...(dataDir ? { keyFile: path.join(dataDir, 'keys.json') } : {}),
  });
  if (dataDir) startLogsAfresh(path.join(dataDir, 'logs'));

  const keep = (title: string) => ({
    ...(dataDir
      ? { logFile: path.join(dataDir, 'logs', `${title}.log`), pidFolder: path.join(dataDir, 'pids') }
      : {}),
    ...(onLine ? { onLine: (line: string) => onLine(title, line) } : {}),
  });
  const timed = async (starting: Promise<ServiceHandle>) => {
    const begun = performance.now();
    const handle = await starting;
    onReady?.(handle, (performance.now() - begun) / 1000);
    return handle;
  };
  const startPlanned = ({ name, replica, env }: ServicePlan) =>
    timed(
      startService({
        name,
        replica,
        env: { ...env, ...(typeof extraEnv === 'function' ? extraEnv(name, replica) : extraEnv) },
        ...keep(processTitle(name, replica)),
      }),
    );
  const emulatorStarting = timed(
    startService({
      name: 'provider-emulator',
      entry: 'tools/provider-emulator/src/main.ts',
      env: { ...topology.emulator.env, PORT: String(topology.emulator.port) },
      readyPath: '/',
      ...keep('provider-emulator'),
    }),
  );

  const outcomes = await Promise.allSettled([emulatorStarting, ...topology.services.map(startPlanned)]);
  const handles = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await Promise.all(handles.map((handle) => handle.kill9()));
    throw failure.reason;
  }
  return stackOf(handles, topology.services);
}

/** The logs tell of one run: they would grow for ever otherwise. */
function startLogsAfresh(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

function stackOf(handles: ServiceHandle[], plans: ServicePlan[]): Stack {
  const [emulator, ...processes] = handles as [ServiceHandle, ...ServiceHandle[]];
  const replicas = Object.groupBy(processes, ({ name }) => name) as Record<ServiceName, ServiceHandle[]>;
  const services = Object.fromEntries(
    Object.entries(replicas).map(([name, group]) => [name, group[0]]),
  ) as Record<ServiceName, ServiceHandle>;
  return {
    gatewayUrl: services.gateway.url,
    emulator,
    services,
    replicas,
    environments: Object.fromEntries(
      plans.filter(({ replica }) => replica === 1).map(({ name, env }) => [name, env]),
    ) as Record<ServiceName, Env>,
    async connected() {
      await Promise.all(processes.map(untilConnected));
    },
    async stop() {
      await Promise.all(replicas.gateway.map((handle) => handle.stop()));
      await Promise.all(processes.map((handle) => handle.stop()));
      await emulator.stop();
    },
  };
}
