import { setTimeout as sleep } from 'node:timers/promises';
import { openChowk } from '../harness/chowk.ts';
import type { BenchContext } from '../harness/context.ts';
import { countCommands } from '../harness/count-commands.ts';
import {
  circumstances,
  commitOf,
  type Chart,
  type Outcome,
  type Row,
  type Table,
} from '../harness/outcome.ts';
import { pick, roundSeconds, runRounds, type Contender } from '../harness/rounds.ts';
import { runBuyers, type Shop } from '../harness/shop.ts';
import { openPeerShops } from '../peers/peer-shops.ts';

const BUYERS = [1, 8, 32];
const PEER_BUYERS = [1, 8];
const SECONDS = 4;
/** For what a round leaves behind: events on their way, sweeps. */
const REST_MS = 400;
const NOW = 'Chowk';

/**
 * Whole-stack checkouts beside other shops, or beside another checkout of Chowk: each buyer puts a thing into the
 * cart, orders and pays it, over and over.
 */
export async function benchCheckout(context: BenchContext): Promise<Outcome> {
  const { stores, against, progress } = context;
  const shops: Shop[] = [];
  const notes: string[] = [];
  try {
    progress('starting Chowk, and filling its wallets');
    shops.push(await openChowk(NOW, stores, { buyers: Math.max(...BUYERS) }));
    if (against === undefined) {
      const peers = await openPeerShops({ buyers: Math.max(...PEER_BUYERS), progress });
      shops.push(...peers.shops);
      notes.push(...peers.skipped);
    } else {
      const name = `Chowk ${commitOf(against)}`;
      progress(`starting ${name} from ${against}`);
      shops.push(await openChowk(name, stores, { buyers: Math.max(...BUYERS), root: against }));
    }
    const { medians, ...ran } = await runRounds('checkout', shops.flatMap(contendersOf(against)));
    const counted = [await countCommands(context)];
    if (against !== undefined) counted.push(await countCommands(context, against));
    counted.forEach((counts, i) => notes.push(...counts.notes.map((note) => `${shops[i]!.name}, ${note}`)));
    return {
      suite: against === undefined ? 'checkout' : 'checkout-against',
      ...circumstances(),
      ...ran,
      tables: [
        ...tablesOf(medians),
        ...counted.map(({ rows }, i) => ({
          title: `Database commands of one checkout, ${shops[i]!.name}`,
          rows,
        })),
      ],
      charts: chartsOf(medians, shops),
      notes,
    };
  } finally {
    for (const shop of shops) await shop.stop();
  }
}

const rowName = (shop: string, buyers: number): string => `${shop}, ${buyers} at once`;

const contendersOf =
  (against: string | undefined) =>
  (shop: Shop): Contender[] =>
    (against !== undefined || shop.name === NOW ? BUYERS : PEER_BUYERS).map((buyers) => ({
      name: rowName(shop.name, buyers),
      async round() {
        const figures = await runBuyers(shop, buyers, roundSeconds(SECONDS));
        await sleep(REST_MS);
        return figures;
      },
    }));

function tablesOf(medians: Row[]): Table[] {
  const isCpu = (key: string): boolean => key.startsWith('CPU ms: ');
  const byProcess = medians.map(({ name, figures }) => ({
    name,
    figures: Object.fromEntries(
      Object.entries(figures).flatMap(([key, value]) =>
        isCpu(key) ? [[key.slice('CPU ms: '.length), value] as const] : [],
      ),
    ),
  }));
  return [
    {
      title: 'Checkouts',
      rows: pick(medians, ['checkouts per second', 'median ms', 'p99 ms', 'CPU ms']),
    },
    { title: 'CPU ms of one checkout by process', rows: byProcess },
  ];
}

function chartsOf(medians: Row[], shops: readonly Shop[]): Chart[] {
  const figure = (shop: Shop, buyers: number, key: string): number | null =>
    medians.find(({ name }) => name === rowName(shop.name, buyers))?.figures[key] ?? null;
  return [
    ['Checkouts per second', 'checkouts per second', 'per second'],
    ['CPU of one checkout', 'CPU ms', 'ms'],
  ].map(([title, key, unit]) => ({
    title: title!,
    unit: unit!,
    x: BUYERS.map((buyers) => `${buyers} at once`),
    series: shops.map((shop) => ({
      name: shop.name,
      values: BUYERS.map((buyers) => figure(shop, buyers, key!)),
    })),
  }));
}
