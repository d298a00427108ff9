import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTied } from '@chowk/devstack';
import { z } from 'zod';
import { startCpuMeter, storeProcesses, type ProcessGroups } from './cpu-meter.ts';
import { cpuSeconds, listenerOn, treeOf } from './processes.ts';
import { phasesOf, type StartPhases } from './start-log.ts';

const CHECKOUT = path.join(import.meta.dirname, '../..');
const PATIENCE_MS = 120_000;

const stackSchema = z.object({
  emulatorUrl: z.url(),
  services: z.record(z.string(), z.object({ url: z.url() })),
  stores: z.object({ mongodbUri: z.string(), redisUrl: z.string(), rabbitmqUrl: z.string() }),
});

/** A running `npm start` of this checkout, on stores of its own. */
export interface RunningStart {
  phases: StartPhases;
  /** Seconds of CPU that all of its processes had used when it was ready. */
  cpuUntilReady: number;
  /** By name: each service, the emulator, the stores. */
  processes: ProcessGroups;
  stop(): Promise<void>;
}

/** @throws Error with what it wrote when it is not ready in two minutes, or ends */
export async function runStart(): Promise<RunningStart> {
  const lines: string[] = [];
  const addresses = ['MONGODB_URI', 'REDIS_URL', 'RABBITMQ_URL'];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !addresses.includes(name)));
  const child = startTied({
    name: 'npm start',
    command: process.execPath,
    args: [path.join(CHECKOUT, 'scripts/start.ts')],
    cwd: CHECKOUT,
    env,
    knownBy: 'scripts/start.ts',
    deathSignal: 'SIGTERM',
    onLine: (line) => void lines.push(line),
  });
  const deadline = performance.now() + PATIENCE_MS;
  while (!lines.some((line) => line.startsWith('ready in'))) {
    if (child.exit || performance.now() > deadline) {
      await child.stop();
      throw new Error(`npm start was not ready: ${lines.slice(-10).join('\n')}`);
    }
    await sleep(20);
  }
  const cpuUntilReady = treeOf(child.pid).reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const kept: unknown = JSON.parse(readFileSync(path.join(CHECKOUT, '.data/stack.json'), 'utf8'));
  const { services, emulatorUrl, stores } = stackSchema.parse(kept);
  const groups = Object.entries({
    ...services,
    emulator: { url: emulatorUrl },
  }).flatMap(([name, { url }]) => {
    const pid = listenerOn(Number(new URL(url).port));
    return pid === undefined ? [] : [[name, () => [pid]] as const];
  });
  return {
    phases: phasesOf(lines),
    cpuUntilReady,
    processes: { ...Object.fromEntries(groups), ...storeProcesses(stores) },
    stop: async () => void (await child.stop(20_000)),
  };
}

/** Percent of a core that each group uses over some seconds. */
export async function idlePercent(groups: ProcessGroups, seconds: number): Promise<Record<string, number>> {
  const cpuSince = startCpuMeter(groups);
  const begun = performance.now();
  await sleep(seconds * 1000);
  const took = performance.now() - begun;
  return Object.fromEntries(Object.entries(cpuSince()).map(([name, ms]) => [name, (ms / took) * 100]));
}
