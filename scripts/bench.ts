// npm run bench [-- suite…] [--against <another checkout>]: measures, prints tables, and keeps the raw rounds in
// bench/raw. npm run bench -- report writes bench/README.md's tables and picture anew from them.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { onInterruption, startStores } from '@chowk/devstack';
import type { BenchContext, Suite } from '../bench/harness/context.ts';
import { keepRaw, readRaw } from '../bench/harness/outcome.ts';
import { writeReport } from '../bench/harness/report.ts';
import { markdownTable } from '../bench/harness/table.ts';
import { benchCheckout } from '../bench/suites/checkout.ts';
import { benchGateway } from '../bench/suites/gateway.ts';
import { benchLedger } from '../bench/suites/ledger.ts';
import { benchLists } from '../bench/suites/lists.ts';
import { benchSockets } from '../bench/suites/sockets.ts';
import { benchStart } from '../bench/suites/start.ts';
import { stepPrinter } from './steps.ts';

const SUITES: Record<string, Suite> = {
  gateway: benchGateway,
  checkout: benchCheckout,
  lists: benchLists,
  ledger: benchLedger,
  sockets: benchSockets,
  start: benchStart,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string' } },
});
const unknown = positionals.filter((name) => name !== 'report' && !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  console.error(
    `no bench is named ${unknown.join(', ')}: there are ${Object.keys(SUITES).join(', ')}, and report`,
  );
  process.exit(2);
}
if (positionals.join() !== 'report') await measure();
if (positionals.includes('report') || positionals.length === 0)
  for (const file of await writeReport(readRaw()))
    console.log(`written: ${path.relative(process.cwd(), file)}`);

async function measure(): Promise<void> {
  const { step } = stepPrinter();
  const dataDir = path.join(import.meta.dirname, '..', '.data');
  const stores = await startStores({ dataDir, progress: step, ephemeral: true });
  onInterruption((exitCode) => void stores.stop().then(() => process.exit(exitCode)));
  // Where the test kit looks for them.
  Object.assign(process.env, {
    MONGODB_URI: stores.mongodbUri,
    REDIS_URL: stores.redisUrl,
    RABBITMQ_URL: stores.rabbitmqUrl,
  });
  const context: BenchContext = { stores, against: values.against, progress: step };
  try {
    for (const [name, suite] of Object.entries(SUITES)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      step(`bench ${name}`);
      const outcome = await suite(context);
      const file = keepRaw(outcome);
      console.log(
        `\n${outcome.tables.map(markdownTable).join('\n\n')}\n${outcome.notes.map((note) => `\n- ${note}`).join('')}`,
      );
      step(`raw rounds: ${path.relative(process.cwd(), file)}`);
    }
  } finally {
    await stores.stop();
  }
}
