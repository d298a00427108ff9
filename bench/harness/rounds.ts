import { medianFigures } from './medians.ts';
import type { Figures, Outcome, Row } from './outcome.ts';

/** One thing that is measured: returns the figures of one round, by name. */
export interface Contender {
  name: string;
  round(): Promise<Figures>;
}

/** Rounds of each contender; BENCH_ROUNDS says another number, for a short look. */
export const roundsEach = (): number => Number(process.env['BENCH_ROUNDS'] ?? 5);

/** Length of a round in seconds; BENCH_SECONDS says another one, for a short look. */
export const roundSeconds = (usual: number): number => Number(process.env['BENCH_SECONDS'] ?? usual);

/**
 * The order of the rounds: every contender once in each turn, and every other turn backwards, so that neither what
 * else the machine does nor what the one before left behind hits always the same.
 */
export function planRounds<T>(contenders: readonly T[], rounds: number): T[] {
  return Array.from({ length: rounds }, (_, turn) =>
    turn % 2 === 0 ? contenders : contenders.toReversed(),
  ).flat();
}

/**
 * Runs the contenders in alternating rounds after one each to warm up, and takes medians. Compare ratios of one
 * run, not figures of two.
 */
export async function runRounds(
  suite: string,
  contenders: readonly Contender[],
  /** Not for contenders that start anew each round. */
  { warmUp = true }: { warmUp?: boolean } = {},
): Promise<Pick<Outcome, 'roundsEach' | 'rounds'> & { medians: Row[] }> {
  const rounds: Outcome['rounds'] = [];
  for (const { name, round } of warmUp ? contenders : []) {
    process.stdout.write(`  ${suite}: warming up ${name}\n`);
    await round();
  }
  const each = roundsEach();
  for (const { name, round } of planRounds(contenders, each)) {
    const figures = await round();
    rounds.push({ contender: name, figures });
    const n = rounds.filter(({ contender }) => contender === name).length;
    process.stdout.write(`  ${suite}: round ${n}/${each} ${name}: ${shown(figures)}\n`);
  }
  const medians = contenders.map(({ name }) => ({
    name,
    figures: medianFigures(
      rounds.filter(({ contender }) => contender === name).map(({ figures }) => figures),
    ),
  }));
  return { roundsEach: each, rounds, medians };
}

const shown = (figures: Figures): string =>
  Object.entries(figures)
    .map(([key, value]) => `${key} ${value.toFixed(1)}`)
    .join(', ');

/** The same rows with some of their figures, in this order; rows that have none of them are left out. */
export function pick(rows: readonly Row[], keys: readonly string[]): Row[] {
  return rows.flatMap(({ name, figures }) => {
    const own = keys.flatMap((key) => {
      const value = figures[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    return own.length > 0 ? [{ name, figures: Object.fromEntries(own) }] : [];
  });
}
