import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

/** What was measured, by name: `{ 'requests per second': 7492 }`. */
export type Figures = Record<string, number>;

export interface Row {
  name: string;
  figures: Figures;
}

/** Rows with the same figures, as the report shows them. */
export interface Table {
  title: string;
  rows: Row[];
}

/** How figures grow: one line for each series, its values at the places of `x`; null where there is none. */
export interface Chart {
  title: string;
  unit: string;
  x: string[];
  series: Array<{ name: string; values: Array<number | null> }>;
}

/** What one suite found, with all its rounds, so that a claim can be checked. */
export interface Outcome {
  suite: string;
  /** Of the checkout that was measured; with `-dirty` when it held changes. */
  commit: string;
  /** ISO 8601 day. */
  day: string;
  node: string;
  cpu: string;
  cores: number;
  /** Rounds that each contender ran, after one to warm up. */
  roundsEach: number;
  /** In the order they ran. */
  rounds: Array<{ contender: string; figures: Figures }>;
  tables: Table[];
  charts: Chart[];
  /** What a reader must know: a peer that could not be had, and why. */
  notes: string[];
}

const RAW = path.join(import.meta.dirname, '../raw');
const CHECKOUT = path.join(import.meta.dirname, '../..');

/** What every outcome says of the machine and the code. */
export function circumstances(root = CHECKOUT): Pick<Outcome, 'commit' | 'day' | 'node' | 'cpu' | 'cores'> {
  return {
    commit: commitOf(root),
    day: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
  };
}

/** The short hash, with `-dirty` when there are changes. */
export function commitOf(root: string): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--exclude=*', '--abbrev=9'], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  } catch {
    return 'unknown'; // an unpacked archive
  }
}

/** Keeps the raw rounds beside the code. Returns the file. */
export function keepRaw(outcome: Outcome): string {
  mkdirSync(RAW, { recursive: true });
  const file = path.join(RAW, `${outcome.suite}.json`);
  writeFileSync(file, `${JSON.stringify(outcome, null, 2)}\n`);
  return file;
}

/** The newest outcome of each suite that has run. */
export function readRaw(): Outcome[] {
  return readdirSync(RAW)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(RAW, name), 'utf8')) as Outcome);
}
