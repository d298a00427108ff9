import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MongoClient, type Collection } from 'mongodb';
import { DevstackError } from '../errors.ts';
import { startTied } from '../machine/tied-process.ts';
import { serviceProcess, type Env } from './supervisor.ts';

/** In a service's own database, so that they go together: which demo data it has been given. */
const COLLECTION = 'demo_data';
const ROW = 'seed';

interface SeededRow {
  _id: string;
  fingerprint: string;
}

interface SeedOptions {
  /** the checkout whose services are seeded */
  checkout: string;
  dataDir: string;
  /** what each service's own commands get as environment, with MONGODB_URI and MONGODB_DATABASE */
  environments: Record<string, Env>;
  /** told of each service whose data went in */
  progress: (line: string) => void;
}

/**
 * Gives every service that has demo data (`src/cli/seed.ts`) those, side by side. A database that was given these
 * very data before is left alone; it says so itself, so an emptied one gets them again.
 * @throws DevstackError `CHILD_DIED` with the last lines of a seed that failed
 */
export async function seedDemoData({
  checkout,
  dataDir,
  environments,
  progress,
}: SeedOptions): Promise<void> {
  const seeds = Object.entries(environments).flatMap(([name, env]) => {
    const folder = path.join(checkout, 'services', name, 'src', 'cli');
    const entry = path.join(folder, 'seed.ts');
    return existsSync(entry) ? [{ name, env, entry, fingerprint: fingerprintOf(folder) }] : [];
  });
  const uri = seeds[0]?.env['MONGODB_URI'];
  if (uri === undefined) return;
  const client = new MongoClient(uri);
  try {
    await Promise.all(
      seeds.map(async ({ name, env, entry, fingerprint }) => {
        const rows = client.db(env['MONGODB_DATABASE']).collection<SeededRow>(COLLECTION);
        if (await hasBeenSeeded(rows, fingerprint)) return;
        await runSeed({ name, env, entry, dataDir, checkout });
        await rows.replaceOne({ _id: ROW }, { fingerprint }, { upsert: true });
        progress(`demo data of ${name}`);
      }),
    );
  } finally {
    await client.close();
  }
}

const hasBeenSeeded = async (rows: Collection<SeededRow>, fingerprint: string): Promise<boolean> =>
  (await rows.findOne({ _id: ROW }))?.fingerprint === fingerprint;

/** Of all that a service's seed is made of: its commands and their data. */
function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*.ts', { cwd: folder }).sort())
    hash.update(`${file}\n`).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex');
}

/** Each service knows how to make its own demo data. */
async function runSeed(seed: {
  name: string;
  env: Env;
  entry: string;
  dataDir: string;
  checkout: string;
}): Promise<void> {
  const { name, entry, dataDir, checkout } = seed;
  const child = startTied({
    name: `seed-${name}`,
    ...serviceProcess(entry, seed.env),
    cwd: checkout,
    pidFolder: path.join(dataDir, 'pids'),
    knownBy: entry,
  });
  const { code } = await child.exited;
  if (code !== 0)
    throw new DevstackError(
      'CHILD_DIED',
      `The demo data of ${name} failed:\n${child.lastLines().join('\n')}`,
    );
}
