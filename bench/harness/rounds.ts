import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

/** One thing that is measured: returns the figures of one round, by name. */
export interface Contender {
  name: string;
  round(): Promise<Record<string, number>>;
}

export interface Outcome {
  bench: string;
  node: string;
  cpu: string;
  cores: number;
  /** In the order they ran. */
  rounds: Array<{ contender: string; figures: Record<string, number> }>;
  medians: Record<string, Record<string, number>>;
}

const ROUNDS = 5;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/**
 * Runs the contenders in turn, five rounds each after one to warm up, and takes medians. Alternating keeps
 * what else the machine does from hitting only one of them; compare ratios, not figures of two runs.
 */
export async function runRounds(bench: string, contenders: readonly Contender[]): Promise<Outcome> {
  const rounds: Outcome['rounds'] = [];
  for (const { name, round } of contenders) {
    process.stdout.write(`  ${bench}: warming up ${name}\n`);
    await round();
  }
  for (let n = 1; n <= ROUNDS; n++) {
    for (const { name, round } of contenders) {
      const figures = await round();
      rounds.push({ contender: name, figures });
      const shown = Object.entries(figures).map(([key, value]) => `${key} ${value.toFixed(1)}`);
      process.stdout.write(`  ${bench}: round ${n}/${ROUNDS} ${name}: ${shown.join(', ')}\n`);
    }
  }
  const medians = Object.fromEntries(
    contenders.map(({ name }) => {
      const own = rounds.filter(({ contender }) => contender === name).map(({ figures }) => figures);
      const keys = Object.keys(own[0] ?? {});
      return [
        name,
        Object.fromEntries(keys.map((key) => [key, median(own.map((figures) => figures[key]!))])),
      ];
    }),
  );
  const [cpu] = cpus();
  return {
    bench,
    node: process.version,
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    rounds,
    medians,
  };
}

/** Keeps the raw rounds beside the code, so that a claim can be checked. */
export function keepRaw(outcome: Outcome): string {
  const folder = path.join(import.meta.dirname, '../raw');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${outcome.bench}.json`);
  writeFileSync(file, `${JSON.stringify(outcome, null, 2)}\n`);
  return file;
}

export function table(outcome: Outcome): string {
  const names = Object.keys(outcome.medians);
  const keys = Object.keys(outcome.medians[names[0]!] ?? {});
  const rows = names.map(
    (name) => `| ${name} | ${keys.map((key) => outcome.medians[name]![key]!.toFixed(1)).join(' | ')} |`,
  );
  return [
    `| medians of ${ROUNDS} | ${keys.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(keys.length)}`,
    ...rows,
  ].join('\n');
}
