import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICES } from '@chowk/devstack';
import { openChowk } from './chowk.ts';
import { startCommandCounter } from './command-counter.ts';
import type { BenchContext } from './context.ts';
import type { Row } from './outcome.ts';

const BUYERS = 8;
const EACH = 8;
/** For what follows a checkout: events, their consumers, sweeps. */
const SETTLE_MS = 4_000;

/**
 * Commands and transactions that one checkout causes in each service's database. A stack of its own, with a line
 * that counts in front of each database, so that no timed round goes through one; what the services do while
 * nothing happens is counted before and taken off.
 */
export async function countCommands(
  { stores, progress }: BenchContext,
  root?: string,
): Promise<{ rows: Row[]; notes: string[] }> {
  progress('counting the commands of a checkout');
  const entries = await Promise.all(
    SERVICES.map(async (name) => [name as string, await startCommandCounter(stores.mongodbUri)] as const),
  );
  const counters = new Map(entries);
  try {
    const shop = await openChowk('counted', stores, {
      buyers: BUYERS,
      ...(root !== undefined && { root }),
      envOf: (service) => ({ MONGODB_URI: counters.get(service)!.uri }),
    });
    try {
      const checkouts = async (each: number): Promise<void> => {
        const buyer = async (_: unknown, i: number): Promise<void> => {
          for (let n = 0; n < each; n++) await shop.checkout(i);
        };
        await Promise.all(Array.from({ length: BUYERS }, buyer));
      };
      await checkouts(1);
      await sleep(SETTLE_MS);
      counters.forEach((counter) => counter.take());
      await sleep(SETTLE_MS);
      const idle = new Map([...counters].map(([name, counter]) => [name, counter.take()]));
      const begun = performance.now();
      await checkouts(EACH);
      await sleep(SETTLE_MS);
      const idleShare = (performance.now() - begun) / SETTLE_MS;
      const perCheckout = (name: string): Map<string, number> =>
        new Map(
          [...counters.get(name)!.take()].map(([command, count]) => [
            command,
            (count - (idle.get(name)!.get(command) ?? 0) * idleShare) / (BUYERS * EACH),
          ]),
        );
      return summarize(new Map([...counters.keys()].map((name) => [name, perCheckout(name)])));
    } finally {
      await shop.stop();
    }
  } finally {
    await Promise.all([...counters.values()].map((counter) => counter.stop()));
  }
}

/** A row for each service that asks its database, one for all, and a note that names each service's commands. */
export function summarize(services: ReadonlyMap<string, ReadonlyMap<string, number>>): {
  rows: Row[];
  notes: string[];
} {
  const rows: Row[] = [];
  const notes: string[] = [];
  for (const [name, commands] of services) {
    const real = [...commands].filter(([, count]) => count >= 0.05).sort(([, a], [, b]) => b - a);
    if (real.length === 0) continue;
    const transactions = commands.get('commitTransaction') ?? 0;
    rows.push({
      name,
      figures: { 'database commands': real.reduce((sum, [, count]) => sum + count, 0), transactions },
    });
    notes.push(`${name}: ${real.map(([command, count]) => `${command} ${count.toFixed(2)}`).join(', ')}`);
  }
  const total = (key: string): number => rows.reduce((sum, { figures }) => sum + (figures[key] ?? 0), 0);
  rows.push({
    name: 'all together',
    figures: { 'database commands': total('database commands'), transactions: total('transactions') },
  });
  return { rows, notes };
}
