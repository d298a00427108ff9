import path from 'node:path';
import { spawnProcess, uniqueName } from '@chowk/testing';
import type { BenchContext } from '../harness/context.ts';
import { startCpuMeter, storeProcesses } from '../harness/cpu-meter.ts';
import { dropDatabases } from '../harness/databases.ts';
import { circumstances, type Figures, type Outcome } from '../harness/outcome.ts';
import { roundSeconds, runRounds, type Contender } from '../harness/rounds.ts';
import { installPeer, peerTitle } from '../peers/packages.ts';

const WALLET = path.join(import.meta.dirname, '../../services/wallet');
const SECONDS = 4;
const WORKERS = 8;

/** Transfers of the wallet's ledger beside medici's on the same database, a process each round. */
export async function benchLedger({ stores, progress }: BenchContext): Promise<Outcome> {
  const database = uniqueName('bench_ledger');
  const load = async (main: string, more: Record<string, string> = {}): Promise<Figures> => {
    const { mongodbUri, rabbitmqUrl } = stores;
    const seconds = roundSeconds(SECONDS);
    const cpuSince = startCpuMeter(storeProcesses(stores));
    const env = {
      MONGODB_URI: mongodbUri,
      RABBITMQ_URL: rabbitmqUrl,
      DATABASE: `${database}_${path.basename(main).split('.')[0]}`,
      SECONDS: String(seconds),
      WORKERS: String(WORKERS),
    };
    const child = spawnProcess({ main, env: { ...env, ...more }, cwd: path.dirname(main) });
    await child.exit;
    const line = child.log.find(({ msg }) => msg === 'load') as
      { transfers: number; cpuMs: number } | undefined;
    if (!line) throw new Error(`${main}: ${child.output().slice(-2_000)}`);
    const stored = Object.values(cpuSince()).reduce((sum, ms) => sum + ms, 0);
    return {
      'transfers per second': line.transfers / seconds,
      'us CPU each, process': (line.cpuMs * 1000) / line.transfers,
      'us CPU each, stores': (stored * 1000) / line.transfers,
    };
  };
  const contenders: Contender[] = [
    {
      name: 'Chowk ledger: sum checked, hash chain, event',
      round: () => load(path.join(WALLET, 'test/transfer-load.process.ts')),
    },
  ];
  const notes: string[] = [];
  try {
    const folder = await installPeer('medici', progress);
    const main = path.join(folder, 'transfers.mjs');
    const title = peerTitle('medici');
    contenders.push(
      { name: `${title}, as it comes`, round: () => load(main) },
      { name: `${title}, balance read under its lock`, round: () => load(main, { CHECKED: '1' }) },
    );
  } catch (error) {
    notes.push(`medici was skipped: ${String(error).slice(0, 400)}`);
  }
  try {
    const { medians, ...ran } = await runRounds('ledger', contenders);
    return {
      suite: 'ledger',
      ...circumstances(),
      ...ran,
      tables: [{ title: `Ledger, ${WORKERS} people at once`, rows: medians }],
      charts: [
        {
          title: 'Ledger transfers',
          unit: 'per second',
          x: [`${WORKERS} people at once`],
          series: medians.map(({ name, figures }) => ({
            name,
            values: [figures['transfers per second'] ?? null],
          })),
        },
      ],
      notes: [
        ...notes,
        'medici reads a balance by adding up all entries of the account, so its checked form slows down as an account grows.',
      ],
    };
  } finally {
    await dropDatabases(stores.mongodbUri, database);
  }
}
