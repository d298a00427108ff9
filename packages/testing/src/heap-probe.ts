import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SpawnedProcess } from './spawn-service.ts';
import { until } from './until.ts';

const PRELOAD = pathToFileURL(join(import.meta.dirname, 'heap-probe.mjs')).href;

/** Environment of a Node process that `heapBytes` can ask: `spawnService({ main, env: { ...env, ...heapProbe() } })`. */
export const heapProbe = (): Record<string, string> => ({ NODE_OPTIONS: `--import ${PRELOAD}` });

/** Collects the garbage of such a process, and tells the bytes of its heap that are in use then. */
export async function heapBytes({ child, log }: Pick<SpawnedProcess, 'child' | 'log'>): Promise<number> {
  const before = log.length;
  child.kill('SIGUSR2');
  const line = await until('the process has collected its garbage', () =>
    log.slice(before).find(({ msg }) => msg === 'heap probe'),
  );
  return line['heapUsed'] as number;
}
