// npm run bench [-- gateway checkout]: measures, prints tables, and keeps the raw rounds in bench/raw.
import path from 'node:path';
import { onInterruption, startStores } from '@chowk/devstack';
import { keepRaw, table, type Outcome } from '../bench/harness/rounds.ts';
import { benchCheckout } from '../bench/suites/checkout.ts';
import { benchGateway } from '../bench/suites/gateway.ts';
import { stepPrinter } from './steps.ts';

const SUITES = { gateway: benchGateway, checkout: benchCheckout };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  console.error(`no bench is named ${unknown.join(', ')}: there are ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}

const { step } = stepPrinter();
const dataDir = path.join(import.meta.dirname, '..', '.data');
const stores = await startStores({ dataDir, progress: step, ephemeral: true });
onInterruption((exitCode) => void stores.stop().then(() => process.exit(exitCode)));
try {
  for (const [name, suite] of Object.entries(SUITES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const outcome: Outcome = await suite(stores);
    const file = keepRaw(outcome);
    console.log(`\n${table(outcome)}\n\nraw rounds: ${path.relative(process.cwd(), file)}\n`);
  }
} finally {
  await stores.stop();
}
