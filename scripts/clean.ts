// npm run clean: removes what this checkout has stored. --orphans: what checkouts that are gone have left behind.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cleanData, cleanOrphans, DevstackError } from '@chowk/devstack';

const dataDir = path.resolve(import.meta.dirname, '../.data');
const { values } = parseArgs({ options: { orphans: { type: 'boolean', default: false } } });

try {
  if (values.orphans) {
    const removed = cleanOrphans();
    for (const { folder, owner, bytes } of removed)
      console.log(`removed ${folder} (${Math.ceil(bytes / 1e6)} MB), which belonged to ${owner}`);
    if (removed.length === 0) console.log('no data without a checkout');
  } else {
    const removed = await cleanData(dataDir, (line) => console.log(line));
    for (const folder of removed) console.log(`removed ${folder}`);
    if (removed.length === 0) console.log('nothing is stored');
  }
} catch (error) {
  console.error(error instanceof DevstackError ? error.message : error);
  process.exitCode = 1;
}
