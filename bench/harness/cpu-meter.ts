import type { Stores } from '@chowk/devstack';
import { cpuSeconds, listenerOn, treeOf } from './processes.ts';

/** Processes by what they are to be called in a table. */
export type ProcessGroups = Record<string, () => number[]>;

/** The processes of the stores, found by the ports they listen on; a store elsewhere is left out. */
export function storeProcesses(
  stores: Pick<Stores, 'mongodbUri' | 'redisUrl' | 'rabbitmqUrl'>,
): ProcessGroups {
  const database = rootOf(stores.mongodbUri, 27017);
  const broker = rootOf(stores.rabbitmqUrl, 5672);
  const redis = rootOf(stores.redisUrl, 6379);
  const below = (pid: number): number[] => treeOf(pid).filter((other) => other !== pid);
  return {
    ...(database !== undefined && {
      // A MongoDB has nothing below it; DocumentDB is a gateway with a PostgreSQL.
      'database gateway': () => [database],
      database: () => below(database),
    }),
    ...(broker !== undefined && { rabbitmq: () => treeOf(broker) }),
    ...(redis !== undefined && { redis: () => [redis] }),
  };
}

function rootOf(uri: string, usual: number): number | undefined {
  const { hostname, port } = new URL(uri);
  return ['127.0.0.1', 'localhost'].includes(hostname) ? listenerOn(Number(port || usual)) : undefined;
}

/** Reads what all groups have used; the result tells what was used since, in ms each. */
export function startCpuMeter(groups: ProcessGroups): () => Record<string, number> {
  const look = (): Record<string, number> =>
    Object.fromEntries(
      Object.entries(groups).map(([name, pids]) => [
        name,
        pids().reduce((sum, pid) => sum + cpuSeconds(pid) * 1000, 0),
      ]),
    );
  const before = look();
  return () => {
    const after = look();
    return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - before[name]!]));
  };
}
