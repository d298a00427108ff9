import type { Outcome, Table } from './outcome.ts';

/** A figure with as many digits as it is worth: `7,673`, `35.5`, `0.42`. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** Markdown; the columns are those of all rows, in the order in which they first come. */
export function markdownTable({ title, rows }: Table): string {
  const keys = [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))];
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line([title, ...keys]),
    line(['---', ...keys.map(() => '---:')]),
    ...rows.map(({ name, figures }) => line([name, ...keys.map((key) => figure(figures[key]))])),
  ].join('\n');
}

/** A section of the report: where and how it was measured, the tables, and what a reader must know. */
export function markdownSection(outcome: Outcome): string {
  const { suite, commit, day, node, cpu, cores, roundsEach, tables, notes } = outcome;
  const rounds = roundsEach === 1 ? 'one round each' : `medians of ${roundsEach} rounds each`;
  return [
    `### ${suite}`,
    `Commit ${commit}, ${day}, Node ${node}, ${cores} cores (${cpu}), ${rounds}.`,
    ...tables.map(markdownTable),
    ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
  ].join('\n\n');
}
