import type { ProcessGroups } from './cpu-meter.ts';
import { startCpuMeter } from './cpu-meter.ts';
import { percentile } from './medians.ts';
import type { Figures } from './outcome.ts';

/** Something that takes orders: Chowk, or a peer. */
export interface Shop {
  name: string;
  /** All that works for it, the stores included. */
  processes: ProcessGroups;
  /** One buyer puts one thing into the cart, and orders and pays it. */
  checkout(buyer: number): Promise<void>;
  stop(): Promise<void>;
}

const CPU = 'CPU ms';

/** Name of the figure that holds what a group of processes has used for one checkout. */
const cpuOf = (process: string): string => `${CPU}: ${process}`;

/** Buyers who order as fast as they are served, for this many seconds. */
export async function runBuyers(shop: Shop, buyers: number, seconds: number): Promise<Figures> {
  const times: number[] = [];
  const cpuSince = startCpuMeter({ ...shop.processes, client: () => [process.pid] });
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: buyers }, async (_, buyer) => {
      while (performance.now() < end) {
        const start = performance.now();
        await shop.checkout(buyer);
        times.push(performance.now() - start);
      }
    }),
  );
  const took = (performance.now() - begun) / 1000;
  const cpu = Object.entries(cpuSince()).map(([name, ms]) => [cpuOf(name), ms / times.length] as const);
  return {
    'checkouts per second': times.length / took,
    'median ms': percentile(times, 50),
    'p99 ms': percentile(times, 99),
    [CPU]: cpu.reduce((sum, [, ms]) => sum + ms, 0),
    ...Object.fromEntries(cpu),
  };
}
